// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLabel;

namespace widgets {

struct PicturePane;
class TileButton;
class TimestepChooser;

/// The line above one picture of the board: name, timestep or moment, a button that takes it off.
/// The current one is marked by colour, a bold name and a triangle before it.
class PaneHeader : public QWidget {
    Q_OBJECT
public:
    explicit PaneHeader(QWidget* parent = nullptr);

    /// \param isAlone then it has no button and needs no mark.
    void setPane(const PicturePane& pane, bool isAlone);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

Q_SIGNALS:
    void activated();
    void timestepChosen(int timestep);
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    QRectF nameRect() const;

    QString m_name;
    bool m_isMarked = false;
    QLabel *m_unit, *m_moment;
    TimestepChooser* m_timestep;
    TileButton* m_close;
};

}  // namespace widgets
