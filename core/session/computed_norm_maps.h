// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/norm_maps.h"

#ifndef Q_MOC_RUN
#include <io/picture.h>
#include <session/extraction_service.h>
#include <session/picture_loading.h>
#endif

#include <QFutureWatcher>

#include <map>
#include <set>
#include <string>

namespace core {

/// Norm maps that the open model computes in the background, ahead of the user, and that are kept
/// in a folder beside the project: `norm_0007-<begin of the picture's SHA-256>.npy`, float32
/// [height, width].
///
/// One picture at a time through the service, which belongs to the window: while this is running
/// nothing else may ask it. A map that was kept is read instead of computed when picture, layer,
/// timestep, seed, pixel range, input size and model are the same. Once another model is open
/// nothing more is computed: these are the maps of the one before.
class ComputedNormMaps : public NormMaps {
    Q_OBJECT
public:
    struct Source {
        std::string model;  ///< tells one model from others: name, parameters, dtype, folder
        InputShape shape;
    };
    /// \param base the folder to which the project's paths are relative. \param store the folder to
    /// keep maps in; empty: none.
    ComputedNormMaps(ExtractionService* service, const LabelProject& project,
                     std::filesystem::path base, const std::filesystem::path& store, Source source,
                     QObject* parent = nullptr);
    ~ComputedNormMaps() override;

    Map find(int index) const override;
    void want(const std::vector<int>& indices) override;
    void cancel() override;
    void setPaused(bool isPaused) override;
    bool isRaw() const override { return true; }
    int known() const override { return int(m_maps.size()); }
    int waiting() const override;
    /// Where the maps of this model and these settings are kept.
    const std::filesystem::path& folder() const { return m_folder; }

private:
    struct Loaded {
        Map kept;                                // from the folder
        std::shared_ptr<const Picture> picture;  // else to be computed
        std::shared_ptr<const engine::Error> error;
    };
    void next();
    void onLoaded();
    void onLayer(quint64 id, const std::shared_ptr<const engine::Representation>& layer);
    void onFailed(quint64 id, const engine::Error& error);
    void take(const Map& map);
    void giveUp(const engine::Error& error);
    std::filesystem::path fileOf(int index) const;

    ExtractionService* m_service;
    LabelSettings m_settings;
    std::vector<QueueImage> m_images;
    std::filesystem::path m_base, m_folder;
    InputShape m_shape;
    std::map<int, Map> m_maps;
    std::set<int> m_failed;
    std::vector<int> m_wanted;
    int m_current = -1;     // being loaded or computed
    quint64 m_request = 0;  // of the service
    bool m_isPaused = false;
    bool m_isModelGone = false;
    QFutureWatcher<Loaded> m_loading;
};

}  // namespace core
