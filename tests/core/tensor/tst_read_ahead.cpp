// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <tensor/read_ahead.h>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

using engine::MappedFile;
using engine::ReadAhead;

namespace {

constexpr std::size_t kBytes = std::size_t(3) << 20;

/// Whether all of a file is in the system's cache.
bool isCached(const MappedFile& file) {
    const auto page = std::size_t(::sysconf(_SC_PAGESIZE));
    std::vector<unsigned char> pages((file.bytes().size() + page - 1) / page);
    auto* data = const_cast<std::byte*>(file.bytes().data());
    if (::mincore(data, file.bytes().size(), pages.data()) != 0) return false;
    return std::all_of(pages.begin(), pages.end(), [](unsigned char p) { return (p & 1) != 0; });
}

/// \return whether the system did forget it: a file system in memory keeps everything.
bool forget(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY);
    const bool isDone = ::fsync(fd) == 0 && ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED) == 0;
    ::close(fd);
    return isDone;
}

}  // namespace

class TestReadAhead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fetchesWhatWasAdded();
    void leavesContentsAlone();
    void endsWithPartsLeft();

private:
    QTemporaryDir m_dir;
    std::filesystem::path m_file = m_dir.filePath(QStringLiteral("weights")).toStdString();
};

void TestReadAhead::fetchesWhatWasAdded() {
    test::put(m_file, std::string(kBytes + 5, 'x'));
    const auto file = MappedFile::open(m_file);
    QVERIFY(file.ok() && forget(m_file));
    if (isCached(**file)) QSKIP("This file system forgets nothing.");
    ReadAhead ahead;
    ahead.add(1, *file, (*file)->bytes().subspan(kBytes / 2));
    ahead.add(0, *file, (*file)->bytes().first(kBytes / 2));
    QTRY_VERIFY(isCached(**file));
}

void TestReadAhead::leavesContentsAlone() {
    std::string content;
    for (std::size_t i = 0; i < kBytes; ++i) content += char(i / 7);
    test::put(m_file, content);
    const auto file = MappedFile::open(m_file);
    QVERIFY(file.ok());
    (*file)->fetch((*file)->bytes());
    std::filesystem::resize_file(m_file, kBytes / 2);
    (*file)->fetch((*file)->bytes());  // what vanished is the reader's business
    const auto kept = (*file)->bytes().first(kBytes / 2);
    QCOMPARE(std::string(reinterpret_cast<const char*>(kept.data()), kept.size()),
             content.substr(0, kBytes / 2));
}

void TestReadAhead::endsWithPartsLeft() {
    test::put(m_file, std::string(kBytes, 'x'));
    auto file = *MappedFile::open(m_file);
    const std::weak_ptr<const MappedFile> watched = file;
    {
        ReadAhead ahead;
        for (int i = 0; i < 1000; ++i) ahead.add(i % 3, file, file->bytes());
        file.reset();
    }
    QVERIFY2(watched.expired(), "the file is held by nobody");
}

QTEST_APPLESS_MAIN(TestReadAhead)
#include "tst_read_ahead.moc"
