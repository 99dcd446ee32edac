// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/norm_maps.h"

#include <QFutureWatcher>

#include <map>
#include <optional>
#include <set>

namespace core {

/// Norm maps that lie in files: of a representation store's arrays (raw), in `norms.npz` beside the
/// pictures where it has the project's layer (raw), or the pictures themselves (8 bit). Files are
/// read in the thread pool, a few at a time; each must be the one that was labelled, and a picture
/// must show what norms.npz says of it. norms.npz itself is read by the constructor: some
/// milliseconds for 500 maps of 32 x 32.
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
    bool isDone(int index) const;
    void readNext();
    void onBatch();
    void forgetFarOnes();
    static Read readOne(int index, const QueueImage& image, const std::filesystem::path& base,
                        engine::TokenGrid grid);
    static Read compared(Read read, const Map& raw, const QueueImage& image,
                         const std::filesystem::path& base);

    std::vector<QueueImage> m_images;  // what reading needs of them: path and content
    std::filesystem::path m_base;
    engine::TokenGrid m_grid;
    bool m_isRaw = false;
    std::string m_notice;
    std::map<int, Map> m_maps;
    std::set<int> m_compared;  // raw maps whose picture was looked at
    std::set<int> m_failed;
    std::vector<int> m_wanted;
    bool m_isReading = false;  // until its results have arrived here
    QFutureWatcher<Read> m_reading;
};

}  // namespace core
