// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/figure_choice.h"

#include <QList>
#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QSpinBox;

namespace app {

/// What a figure shows: one map, the tiles as they are seen, or a grid of layers, timesteps and
/// pictures. Says what its user chooses; shows what it is told.
class FigureWhatForm : public QWidget {
    Q_OBJECT

public:
    explicit FigureWhatForm(QWidget* parent = nullptr);
    void show(const FigureChoice& choice, const FigureOffer& offer);
    /// \a choice with what is chosen here.
    FigureChoice applied(FigureChoice choice) const;
    /// In the order of the Tab key.
    QList<QWidget*> fields() const;
    /// Why what is typed means nothing; empty where it means something.
    QString problem() const;

Q_SIGNALS:
    void edited();

private:
    QWidget* makeGridPage();
    void connectAll();
    void showGrid(const FigureChoice& choice, const FigureOffer& offer);
    /// Checks \a list's items; where it is no axis, one of them alone.
    void onChecked(QListWidget* list, int row);
    void setAxis(bool isRows);
    core::FigureAxis rowAxis() const;
    core::FigureAxis columnAxis() const;
    bool isAxis(core::FigureAxis axis) const;

    FigureOffer m_offer;
    QButtonGroup* m_what;
    QSpinBox* m_columns;
    QLabel* m_columnsLabel;
    QWidget* m_grid;
    QComboBox *m_rowAxis, *m_columnAxis;
    int m_rowBefore = 0, m_columnBefore = 1;
    QListWidget *m_layers, *m_pictures;
    QLineEdit* m_moments;
    QLabel* m_momentsLabel;
    QCheckBox *m_hasPictures, *m_shortNames;
    bool m_isShowing = false;
};

/// How a figure looks: width, text, bars, what is drawn, and in which format it is written.
class FigureLookForm : public QWidget {
    Q_OBJECT

public:
    explicit FigureLookForm(QWidget* parent = nullptr);
    void show(const FigureChoice& choice);
    FigureChoice applied(FigureChoice choice) const;
    QList<QWidget*> fields() const;

Q_SIGNALS:
    void edited();

private:
    double width() const;

    QComboBox *m_venue, *m_bars, *m_format;
    QDoubleSpinBox* m_inches;
    QSpinBox* m_textSize;
    QCheckBox *m_captions, *m_marks, *m_tokenGrid;
    bool m_isShowing = false;
};

}  // namespace app
