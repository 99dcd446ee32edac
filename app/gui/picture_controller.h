// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/exploration.h>
#include <explore/explorer_state.h>
#include <io/picture.h>
#include <panels/message_bar.h>
#include <session/picture_loading.h>
#endif

#include <QFutureWatcher>
#include <QImage>
#include <QObject>
#include <QTemporaryDir>

#include <filesystem>
#include <map>
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
    /// Where pasted pictures lie, as long as the program runs; empty while there are none.
    std::filesystem::path clips() const;
    /// A generation, which has no file.
    void addGeneration(int subject, const QString& name);
    /// What the list held before, or a session does: photos and generations under numbers of their
    /// own, behind the others. Their pictures are read once they are to be on the board.
    void bringBack(const std::vector<core::SubjectState>& subjects);
    /// The files and generations of the list, in its order.
    std::vector<core::SubjectState> listed() const;
    void setOrder(const std::vector<int>& subjects);
    void removeSubject(int subject);
    /// A generation has come further.
    void renewThumbnail(int subject);
    void show(int row);
    void toggleBeside(int row);
    /// Those of the list with these file names, side by side, the first one current. \return how
    /// many there are.
    int showNamed(const std::vector<std::string>& fileNames);
    void showNeighbour(int step);
    /// Brings exactly these on the board once their pictures are read; settled() then.
    void showBoard(std::vector<int> board, int current) { wish(std::move(board), current); }
    void remove(int row);
    /// The model wants another shape, or the user another fit: pictures are fitted anew.
    void setInputShape(core::InputShape shape);
    const core::InputShape& inputShape() const { return m_shape; }
    /// Whether the board waits for pictures to be read.
    bool isChanging() const { return m_wish.has_value(); }
    /// Also while what was read has not been taken yet.
    bool isLoading() const { return m_isOpening || m_loading.isRunning(); }

Q_SIGNALS:
    void problem(const widgets::Message& message);
    /// The board waits for nothing any more: it is as it was wished, or stays as it was.
    void settled();
    void opened();                                  ///< all that were to be opened are in the list
    void added(const std::filesystem::path& file);  ///< a picture to the list
    void listChanged();                             ///< other rows, or another order of them
    void shapeChanged();                            ///< another fit, or a model of another size

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
    void renewThumbnails(const std::vector<std::filesystem::path>& files);
    int wishedRow() const;
    int subjectAt(int row) const;

    core::Exploration* m_exploration;
    widgets::PictureListModel* m_list;
    core::InputShape m_shape;
    std::optional<Wish> m_wish;
    bool m_isStale = false;  // the shape changed while loading
    bool m_showsFirst = false;
    bool m_isOpening = false;  // until the last thumbnail of all batches is taken
    int m_taken = 0;           // thumbnails of the running batch
    int m_pasted = 0;
    std::unique_ptr<QTemporaryDir> m_clips;  // files of pasted pictures
    std::vector<std::filesystem::path> m_waiting;
    QFutureWatcher<Thumbnail> m_opening;
    QFutureWatcher<Loaded> m_loading;
    std::map<int, QImage> m_thumbnails;  // of subjects that were removed, and may come back
};

}  // namespace app
