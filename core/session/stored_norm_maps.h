// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/norm_maps.h"

#include <QFutureWatcher>

#include <map>
#include <optional>
#include <set>

namespace core {

/// Norm maps that lie in files: `norms.npz` beside the pictures where it has the project's layer
/// (float32 norms), else the pictures themselves (8 bit). Read in the thread pool, a few at a time.
class StoredNormMaps : public NormMaps {
    Q_OBJECT
public:
    /// \param base the folder to which the project's paths are relative.
    StoredNormMaps(const LabelProject& project, std::filesystem::path base,
                   QObject* parent = nullptr);
    ~StoredNormMaps() override;

    Map find(int index) const override;
    void want(const std::vector<int>& indices) override;
    bool isRaw() const override { return m_isRaw; }
    int known() const override { return int(m_maps.size()); }
    /// Why norms.npz was not taken although it is there; empty otherwise.
    const std::string& notice() const { return m_notice; }

private:
    struct Read {
        int index = 0;
        Map map;
        std::shared_ptr<const engine::Error> error;
    };
    static constexpr std::size_t kBatch = 8;
    static constexpr int kMostKept = 4096;  // a map of 32 x 32 takes 8 KiB

    void takeRaw(const LabelProject& project);
    void readNext();
    void onBatch();
    static Read readOne(int index, const QueueImage& image, const std::filesystem::path& base,
                        engine::TokenGrid grid);

    std::vector<QueueImage> m_images;  // what reading needs of them: path and content
    std::filesystem::path m_base;
    engine::TokenGrid m_grid;
    bool m_isRaw = false;
    std::string m_notice;
    std::map<int, Map> m_maps;
    std::set<int> m_failed;
    std::vector<int> m_wanted;
    QFutureWatcher<Read> m_reading;
};

}  // namespace core
