// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <extraction/engine.h>
#include <model/model_info.h>
#endif

#include <QFutureWatcher>
#include <QObject>
#include <QStringList>

#include <optional>

namespace core {
struct Subject;
}

namespace app {

class Actions;

/// How photos are extracted: prompt, seed, protocol. Also reads the words of the prompt that counts
/// for what is looked at, in the thread pool: tokenizers are read from disk.
class SettingsController : public QObject {
    Q_OBJECT

public:
    SettingsController(Actions* actions, QWidget* window, QObject* parent = nullptr);

    const engine::ExtractionRequest& settings() const { return m_settings; }
    void setSettings(const engine::ExtractionRequest& settings);
    /// \a settings as the anomaly study extracts, or as usual.
    static engine::ExtractionRequest withProtocol(engine::ExtractionRequest settings, bool isPaper);
    /// Of \a subject's own prompt where it is a generation; null: of the settings'.
    void readWords(const engine::ModelInfo& model, const core::Subject* subject);
    const QStringList& words() const { return m_words; }

Q_SIGNALS:
    /// What was captured of photos answers another question now.
    void changed();
    void wordsRead();

private:
    void askPrompt();
    void askSeed();

    QWidget* m_window;
    Actions* m_actions;
    engine::ExtractionRequest m_settings;
    QFutureWatcher<QStringList> m_reading;
    QStringList m_words;
};

}  // namespace app
