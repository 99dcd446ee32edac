// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/proposals.h>
#include <figure/color_map.h>
#endif

#include <QScrollArea>

#include <optional>
#include <vector>

class QAction;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QSlider;
class QVBoxLayout;

namespace widgets {

/// What the panel's buttons do: actions of the window, with their words and keys.
struct LabelToolActions {
    std::vector<QAction*> decisions;  ///< done, nothing there, unsure
    std::vector<QAction*> proposals;  ///< accept, accept all, reject
    QAction* blind;
    std::vector<QAction*> looks;  ///< raw, classic
    QAction* fitRange;
    std::vector<QAction*> verdicts;  ///< accept, reject the labels of the picture
};

/// Everything about the picture on screen beside the canvases: decisions, proposals, how the map
/// is coloured, review, and what all labels of the project are labels of.
class LabelToolsPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit LabelToolsPanel(const LabelToolActions& actions, QWidget* parent = nullptr);

    void setState(const QString& text);
    void setComment(const QString& comment);
    void focusComment();

    void setThreshold(double robustZ);
    void setProposals(const std::vector<core::Proposal>& proposals,
                      std::optional<std::size_t> current, const QString& summary);

    void setRange(core::ColorRange range);
    /// \param whyNot where the range cannot be chosen; empty: it can.
    void setRangeEnabled(const QString& whyNot);

    void setReviewVisible(bool isVisible);
    void setReviewText(const QString& text);
    void setDefinition(const QString& text);

Q_SIGNALS:
    void commentEdited(const QString& comment);
    void thresholdEdited(double robustZ);
    void proposalChosen(int index);
    void rangeEdited(core::ColorRange range);
    void fieldLeft();  ///< the keyboard belongs to the canvas again

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QVBoxLayout* addSection(const QString& title);
    QLabel* addText(QVBoxLayout* layout);
    void addButtons(QVBoxLayout* layout, const std::vector<QAction*>& actions, bool isSegmented);
    void buildDecisions(const LabelToolActions& actions);
    void buildProposals(const LabelToolActions& actions);
    void buildLook(const LabelToolActions& actions);

    QWidget* m_page;
    QVBoxLayout* m_layout;
    QLabel *m_state, *m_proposalText, *m_rangeText, *m_reviewText, *m_definition;
    QLineEdit* m_comment;
    QSlider* m_slider;
    QDoubleSpinBox *m_threshold, *m_low, *m_high;
    QListWidget* m_proposals;
    QWidget* m_review = nullptr;
};

}  // namespace widgets
