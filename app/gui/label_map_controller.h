// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/label_session.h>
#include <session/label_look.h>
#include <session/norm_maps.h>
#include <session/photo_cache.h>
#endif

#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace app {

class LabelActions;
class LabelPage;

/// Brings map and photo of the current picture to the canvases, and those of its neighbours ahead.
/// A picture that cannot be read or is another one than was labelled is blocked.
class LabelMapController : public QObject {
    Q_OBJECT

public:
    LabelMapController(LabelPage* page, LabelActions* actions, QObject* parent = nullptr);
    ~LabelMapController() override;

    /// Null session: nothing is shown. \a photos may be null.
    void setSession(core::LabelSession* session, std::unique_ptr<core::NormMaps> maps,
                    std::unique_ptr<core::PhotoCache> photos);
    void setPhotos(std::unique_ptr<core::PhotoCache> photos);
    const core::NormMaps* maps() const { return m_maps.get(); }

    /// While paused no model computes maps; what is there is shown.
    void setPaused(bool isPaused);
    /// Computes nothing ahead until another picture is looked at.
    void cancelAhead();

    core::LabelLook look() const { return m_look; }
    void setLook(core::LabelLook look);
    core::ColorRange range() const { return m_range; }
    void setRange(core::ColorRange range);
    /// From the smallest to the largest norm of all maps known so far.
    void fitRange();

Q_SIGNALS:
    /// So many maps are still to be computed ahead.
    void waitingChanged(int waiting, bool isPaused);

private:
    void tellWaiting();
    void showCurrent();
    void want();
    void onMap(int index);
    void onFailed(int index, const engine::Error& error);
    void paintMap();
    void paintPhoto();

    LabelPage* m_page;
    LabelActions* m_actions;
    core::LabelSession* m_session = nullptr;
    std::unique_ptr<core::NormMaps> m_maps;
    std::unique_ptr<core::PhotoCache> m_photos;
    std::map<int, QString> m_photoProblems;
    core::LabelLook m_look = core::LabelLook::Classic;
    core::ColorRange m_range{0, 1};
    bool m_isRangeKnown = false;
    bool m_isPaused = true;
};

}  // namespace app
