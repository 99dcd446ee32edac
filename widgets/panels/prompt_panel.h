// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace widgets {

/// What a generation is made from: prompt, steps, guidance, seed, sampler, and which half of the
/// guided batch is looked at. Cancelling is not offered here. Ctrl+Return in a prompt generates.
class PromptPanel : public QWidget {
    Q_OBJECT

public:
    struct Settings {
        QString prompt, negativePrompt;
        int steps = 25;
        double guidance = 7.5;
        quint64 seed = 42;
        QString sampler;  ///< one of setSamplers()
        /// Which activations are kept of a guided step: the study keeps the unconditional ones.
        bool isUnconditional = true;
        friend bool operator==(const Settings&, const Settings&) = default;
    };

    explicit PromptPanel(QWidget* parent = nullptr);

    /// \param current is chosen; otherwise what was chosen, if it is still there, else the first.
    void setSamplers(const QStringList& samplers, const QString& current = {});
    Settings settings() const;
    void setSettings(const Settings& settings);
    /// Why nothing can be generated now: shown below the button and as its tool tip. Empty: it can.
    void setEnabledReason(const QString& reason);
    void focusPrompt();

Q_SIGNALS:
    void generateRequested(const widgets::PromptPanel::Settings& settings);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QPlainTextEdit* addPrompt(const QString& name, const QString& placeholder);
    void buildNumbers(QGridLayout* grid);
    void addRow(QGridLayout* grid, int row, int column, const QString& label, QWidget* field);
    void showNegative(bool isShown);
    void generate();

    QPlainTextEdit *m_prompt, *m_negative;
    QToolButton *m_fold, *m_otherSeed;
    QSpinBox* m_steps;
    QDoubleSpinBox* m_guidance;
    QLineEdit* m_seed;
    QComboBox *m_sampler, *m_half;
    QPushButton* m_generate;
    QLabel* m_reason;
};

}  // namespace widgets
