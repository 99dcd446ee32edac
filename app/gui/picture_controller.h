// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <io/picture.h>
#include <panels/message_bar.h>
#include <session/picture_loading.h>

#include <QFutureWatcher>
#include <QObject>

#include <filesystem>
#include <memory>
#include <vector>

namespace widgets {
class PictureListModel;
}

namespace app {

/// Opens pictures and brings the chosen one to the model's size, in the thread pool; the latest
/// choice wins. A picture that cannot be read leaves the one shown where it is.
class PictureController : public QObject {
    Q_OBJECT

public:
    explicit PictureController(widgets::PictureListModel* list, QObject* parent = nullptr);
    ~PictureController() override;

    /// Adds the pictures to the list and shows the first that can be read.
    void open(const std::vector<std::filesystem::path>& paths);
    void show(int row);
    void showNeighbour(int step);
    /// The model wants another shape. \return whether the picture is being fitted anew: shown
    /// follows.
    bool setInputShape(core::InputShape shape);

    int currentRow() const { return m_row; }
    bool isLoading() const { return m_opening.isRunning() || m_showing.isRunning(); }

Q_SIGNALS:
    void shown(int row, const std::shared_ptr<const core::Picture>& picture);
    void problem(const widgets::Message& message);
    /// \a row is shown after all: the strip's selection goes back.
    void kept(int row);

private:
    struct Thumbnail {
        std::filesystem::path path;
        std::shared_ptr<const engine::Error> error;
        QImage image;
    };
    struct Shown {
        std::filesystem::path path;
        std::shared_ptr<const engine::Error> error;
        std::shared_ptr<const core::Picture> picture;
    };
    static Thumbnail makeThumbnail(const std::filesystem::path& path, core::InputShape shape);

    void openNext();
    void takeThumbnails();
    void onThumbnail(const Thumbnail& thumbnail);
    void onShown(const Shown& result);

    widgets::PictureListModel* m_list;
    core::InputShape m_shape;
    int m_row = -1;          // shown
    int m_wantedRow = -1;    // being loaded, or shown
    bool m_isStale = false;  // another choice was made while loading
    bool m_showsFirst = false;
    int m_taken = 0;  // thumbnails of the running batch
    std::vector<std::filesystem::path> m_waiting;
    QFutureWatcher<Thumbnail> m_opening;
    QFutureWatcher<Shown> m_showing;
};

}  // namespace app
