// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace widgets {

class PictureListModel;

/// The opened pictures as one row of thumbnails. A click shows one, Ctrl+click or B shows it beside
/// the others (or takes it off), Delete removes it, dragging reorders. Hidden while there are fewer
/// than two.
class PictureStrip : public QListView {
    Q_OBJECT

public:
    static constexpr int kThumbnailSide = 56;

    explicit PictureStrip(PictureListModel* model, QWidget* parent = nullptr);

    void setCurrentRow(int row);
    int currentRow() const { return currentIndex().row(); }
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(int row);
    void besideToggled(int row);
    void removeRequested(int row);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    bool m_isTold = false;  // the row was set by the program, not chosen by the user
};

}  // namespace widgets
