// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/label_session.h>
#include <model/model_info.h>
#endif

#include "gui/actions.h"

#include <panels/message_bar.h>

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

class QSettings;

namespace core {
class ExtractionService;
class NormMaps;
}  // namespace core

namespace app {

class LabelActions;
class LabelMapController;
class LabelOpener;
class LabelPage;
class LabelPresenter;

/// The labeler: one open project, what its keys and clicks do, and what the page says about it.
/// What an edit means is LabelSession's; how maps come and look, LabelMapController's; what is
/// written for others, LabelFiles'.
class LabelController : public QObject {
    Q_OBJECT

public:
    LabelController(LabelPage* page, LabelActions* actions, core::ExtractionService* service,
                    QObject* parent = nullptr);
    ~LabelController() override;

    /// A project file or a folder of norm pictures.
    void open(const std::filesystem::path& path);
    core::LabelSession* session() const { return m_session.get(); }
    LabelMapController* maps() const { return m_maps; }
    LabelOpener* opener() const { return m_opener; }
    void setMode(WindowMode mode);
    WindowMode mode() const { return m_mode; }
    /// The model that computes the maps of photo projects; without one they wait.
    void setModel(std::optional<engine::ModelInfo> model);
    void setPhotos(const std::filesystem::path& folder);
    /// Another annotator's labels of the current picture, or null; \sa LabelFiles.
    void setOther(const core::LabelProject* other);

    /// Writes everything and lets go of the project. The window closes only when this succeeds.
    engine::Status close();
    /// Lets go without writing; the journal has every edit.
    void abandon();

    QString statusText() const;  ///< counts and whether all is saved; empty without a project
    void setAnnotator(const std::string& name);
    const std::string& annotator() const { return m_annotator; }
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;
    /// An edit that failed is a message; nothing has changed then. \return whether it succeeded.
    bool report(const engine::Status& status);

Q_SIGNALS:
    void problem(const widgets::Message& message);
    void sessionOpened();  ///< session() is another one
    void sessionClosed();
    void statusChanged();

private:
    void connectQueueActions();
    void connectMarkingActions();
    void connectViewActions();
    void connectPage();
    void connectSession();
    void take(std::unique_ptr<core::AnnotationDocument> document);
    void makeMaps();

    void edit(engine::Status (core::LabelSession::*what)());
    void decide(engine::Status (core::LabelSession::*what)(const std::string& imageId));
    void judge(core::ReviewVerdict verdict);
    void erase();
    void click(const QString& id, engine::TokenIndex token);
    std::string currentId() const;

    void refreshActions();
    void setClassic(bool isClassic);
    void startOnModel();

    LabelPage* m_page;
    LabelActions* m_actions;
    core::ExtractionService* m_service;
    LabelMapController* m_maps;
    LabelPresenter* m_presenter;
    LabelOpener* m_opener;

    std::unique_ptr<core::LabelSession> m_session;
    std::optional<engine::ModelInfo> m_model;
    WindowMode m_mode = WindowMode::Explore;
    std::string m_annotator;
};

}  // namespace app
