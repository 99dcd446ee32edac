// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace app {

class MapController;

/// While R is held, the tiles of other pictures show the reference's map of the same layer: what
/// differs jumps to the eye. Not where R is typed into a field or looks for an entry of a list.
/// Source: reference/ux.md, section 3.3.
class FlipController : public QObject {
    Q_OBJECT

public:
    /// \param page on which it works while it is seen.
    FlipController(QWidget* page, MapController* maps, QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isItsKey(const QEvent& event) const;

    QWidget* m_page;
    MapController* m_maps;
};

}  // namespace app
