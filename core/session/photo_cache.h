// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <base/result.h>
#include <session/picture_loading.h>
#endif

#include <QFutureWatcher>
#include <QImage>
#include <QObject>

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace core {

/// The photos of a queue as the model sees them, decoded and fitted in the thread pool ahead of the
/// user. Keeps what was asked for last and drops the rest. Main thread; nothing here waits.
class PhotoCache : public QObject {
    Q_OBJECT
public:
    /// \param paths the photo of each position; an empty path: there is none.
    PhotoCache(std::vector<std::filesystem::path> paths, InputShape shape,
               QObject* parent = nullptr);
    ~PhotoCache() override;

    /// The photo, or a null image while it is not there.
    QImage find(int index) const;
    bool hasPhoto(int index) const;
    /// Gets these next, in this order.
    void want(const std::vector<int>& indices);

Q_SIGNALS:
    void ready(int index);
    void failed(int index, const engine::Error& error);

private:
    struct Loaded {
        int index = -1;
        QImage image;
        std::shared_ptr<const engine::Error> error;
    };
    void next();
    void onLoaded();

    std::vector<std::filesystem::path> m_paths;
    InputShape m_shape;
    std::map<int, QImage> m_images;
    std::set<int> m_failed;
    std::vector<int> m_wanted;
    QFutureWatcher<Loaded> m_loading;
};

}  // namespace core
