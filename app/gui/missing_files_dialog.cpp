// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/missing_files_dialog.h"

#include "gui/file_dialogs.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <utility>

namespace app {

namespace fs = std::filesystem;
using core::FileFinding;
using core::SoughtFile;

namespace {

constexpr int kFile = 0, kState = 1, kChoice = 2, kLocate = 3;
constexpr QSize kUsualSize(760, 320);

fs::path nameOf(const SoughtFile& file) {
    return fs::path(file.wanted.relative).filename();
}

}  // namespace

MissingFilesDialog::MissingFilesDialog(const QString& session, std::vector<SoughtFile> files,
                                       core::FileIdentities identities, QWidget* parent)
    : QDialog(parent),
      m_files(std::move(files)),
      m_identities(std::move(identities)),
      m_table(new QTableWidget(this)) {
    for (std::size_t i = 0; i < m_files.size(); ++i)
        if (m_files[i].finding != FileFinding::Found) m_asked.push_back(i);
    build(session);
    connect(&m_looking, &QFutureWatcherBase::finished, this, [this] { take(m_looking.result()); });
}

MissingFilesDialog::~MissingFilesDialog() {
    m_looking.waitForFinished();
}

void MissingFilesDialog::build(const QString& session) {
    setWindowTitle(tr("Files of %1").arg(session));
    auto* layout = new QVBoxLayout(this);
    auto* text = new QLabel(tr("These files are not what they were when the session was saved, or "
                               "are not there. Choose what to do with each."),
                            this);
    text->setWordWrap(true);
    layout->addWidget(text);
    m_table->setColumnCount(4);
    m_table->setHorizontalHeaderLabels({tr("File"), tr("What is there"), tr("Do"), QString()});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(kState, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setAccessibleName(tr("Files that are missing or changed"));
    m_table->setRowCount(rows());
    for (int row = 0; row < rows(); ++row) addRow(row);
    layout->addWidget(m_table);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(tr("Open session"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(kUsualSize);
}

void MissingFilesDialog::addRow(int row) {
    const auto& file = m_files[m_asked[std::size_t(row)]];
    const auto name = QString::fromStdString(nameOf(file).string());
    auto* item = new QTableWidgetItem(file.isModel ? tr("Model %1").arg(name) : name);
    item->setToolTip(QString::fromStdString(file.wanted.absolute));
    m_table->setItem(row, kFile, item);
    m_table->setItem(row, kState, new QTableWidgetItem);
    auto* choice = new QComboBox(m_table);
    choice->addItem(file.isModel ? tr("Keep the open model") : tr("Leave out"));
    choice->setAccessibleName(tr("What to do with %1").arg(name));
    m_choices.push_back(choice);
    m_table->setCellWidget(row, kChoice, choice);
    auto* locate = new QPushButton(tr("Locate…"), m_table);
    connect(locate, &QPushButton::clicked, this, [this, row] { askWhere(row); });
    m_table->setCellWidget(row, kLocate, locate);
    refreshRow(row);
}

QString MissingFilesDialog::stateOf(const SoughtFile& file) const {
    const auto path = QString::fromStdString(file.path.string());
    switch (file.finding) {
        case FileFinding::Found:
            return tr("Found: %1").arg(path);
        case FileFinding::Changed:
            return tr("Another file: %1").arg(path);
        case FileFinding::Missing:
            return tr("Not there");
    }
    return {};
}

/// What lies there can be used; only the very file is used unasked.
void MissingFilesDialog::refreshRow(int row) {
    const auto& file = m_files[m_asked[std::size_t(row)]];
    m_table->item(row, kState)->setText(stateOf(file));
    m_table->item(row, kState)->setToolTip(stateOf(file));
    auto* choice = m_choices[std::size_t(row)];
    choice->removeItem(1);
    if (file.finding == FileFinding::Missing) return choice->setCurrentIndex(0);
    const bool isFound = file.finding == FileFinding::Found;
    choice->addItem(isFound ? tr("Use it") : tr("Use the changed file"));
    choice->setCurrentIndex(isFound ? 1 : 0);
}

void MissingFilesDialog::choose(int row, Choice choice) {
    m_choices[std::size_t(row)]->setCurrentIndex(int(choice));
}

void MissingFilesDialog::askWhere(int row) {
    const auto& file = m_files[m_asked[std::size_t(row)]];
    if (file.isModel)
        return chooseFolder(this, tr("Where the model is"),
                            [this, row](const auto& folder) { locate(row, folder); });
    choosePictures(this, [this, row](const auto& files) {
        if (!files.empty()) locate(row, files.front());
    });
}

/// Files are read in the thread pool.
void MissingFilesDialog::locate(int row, const fs::path& path) {
    if (m_looking.isRunning()) return;
    m_looking.setFuture(QtConcurrent::run([files = m_files, asked = m_asked, row, path,
                                           identities = m_identities]() mutable -> Looked {
        const auto index = asked[std::size_t(row)];
        files[index] = core::soughtAt(files[index], path, identities);
        for (const auto i : asked) {
            if (i == index || files[i].finding == FileFinding::Found || files[i].isModel) continue;
            auto beside =
                core::soughtAt(files[i], path.parent_path() / nameOf(files[i]), identities);
            if (beside.finding == FileFinding::Found) files[i] = std::move(beside);
        }
        return {std::move(files), std::move(identities)};
    }));
}

void MissingFilesDialog::take(const Looked& looked) {
    const auto before = std::exchange(m_files, looked.files);
    m_identities = looked.identities;
    for (int row = 0; row < rows(); ++row) {
        const auto index = m_asked[std::size_t(row)];
        const bool isSame = before[index].path == m_files[index].path &&
                            before[index].finding == m_files[index].finding;
        if (!isSame) refreshRow(row);
    }
}

std::vector<SoughtFile> MissingFilesDialog::files() const {
    auto files = m_files;
    for (std::size_t row = 0; row < m_asked.size(); ++row)
        if (m_choices[row]->currentIndex() == int(Choice::LeaveOut))
            files[m_asked[row]].path.clear();
    return files;
}

}  // namespace app
