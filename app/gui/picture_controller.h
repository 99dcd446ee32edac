// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/exploration.h>
#include <io/picture.h>
#include <panels/message_bar.h>
#include <session/picture_loading.h>
#endif

#include <QFutureWatcher>
#include <QImage>
#include <QObject>
#include <QTemporaryDir>

#include <filesystem>
#include <memory>
#include <vector>

namespace widgets {
class PictureListModel;
}

namespace app {

/// Opens pictures and brings those that are to be on the board to the model's size, in the thread
/// pool; the latest choice wins. A picture that cannot be read leaves the board as it is.
class PictureController : public QObject {
    Q_OBJECT

public:
    PictureController(core::Exploration* exploration, widgets::PictureListModel* list,
                      QObject* parent = nullptr);
    ~PictureController() override;

    /// Adds the pictures to the list and shows the first that can be read.
    void open(const std::vector<std::filesystem::path>& paths);
    /// A picture from the clipboard.
    void paste(const QImage& image);
    /// A generation, which has no file.
    void addGeneration(int subject, const QString& name);
    /// A generation has come further.
    void renewThumbnail(int subject);
    void show(int row);
    void toggleBeside(int row);
    /// Those of the list with these file names, side by side, the first one current. \return how
    /// many there are.
    int showNamed(const std::vector<std::string>& fileNames);
    void showNeighbour(int step);
    void remove(int row);
    /// The model wants another shape, or the user another fit: pictures are fitted anew.
    void setInputShape(core::InputShape shape);
    const core::InputShape& inputShape() const { return m_shape; }
    /// Whether the board waits for pictures to be read.
    bool isChanging() const { return m_wish.has_value(); }
    bool isLoading() const { return m_opening.isRunning() || m_loading.isRunning(); }

Q_SIGNALS:
    void problem(const widgets::Message& message);

private:
    struct Thumbnail {
        std::filesystem::path path;
        std::shared_ptr<const engine::Error> error;
        QImage image;
    };
    struct Loaded {
        int subject = 0;
        std::shared_ptr<const engine::Error> error;
        std::shared_ptr<const core::Picture> picture;
    };
    /// A board that waits for its pictures.
    struct Wish {
        std::vector<int> board;
        int current = 0;
    };
    static Thumbnail makeThumbnail(const std::filesystem::path& path, core::InputShape shape);

    void openNext();
    void takeThumbnails();
    void onThumbnail(const Thumbnail& thumbnail);
    void wish(std::vector<int> board, int current);
    void fulfil();
    void onLoaded(const Loaded& result);
    int wishedRow() const;
    int subjectAt(int row) const;

    core::Exploration* m_exploration;
    widgets::PictureListModel* m_list;
    core::InputShape m_shape;
    std::optional<Wish> m_wish;
    bool m_isStale = false;  // the shape changed while loading
    bool m_showsFirst = false;
    int m_taken = 0;  // thumbnails of the running batch
    int m_pasted = 0;
    std::unique_ptr<QTemporaryDir> m_clips;  // files of pasted pictures
    std::vector<std::filesystem::path> m_waiting;
    QFutureWatcher<Thumbnail> m_opening;
    QFutureWatcher<Loaded> m_loading;
};

}  // namespace app
