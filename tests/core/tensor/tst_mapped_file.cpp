// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <tensor/mapped_file.h>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using engine::ErrorCode;
using engine::MappedFile;

class TestMappedFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void mapsTheContent();
    void refuses_data();
    void refuses();
    void readsZerosWhereTheFileVanished();
    void remembersALossAfterTheFileGrewBack();
    void noticesAShorteningWithoutAnyRead();
    void noticesThatItWasWrittenTo();
    void readsAgainWhatItLetGo();
    void lossOfOneFileIsNoLossOfAnother();
    void tooManyFilesAreAnError();
    void otherBusErrorsStillEndTheProcess();

private:
    std::filesystem::path file(const char* name) const { return m_folder / name; }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::filesystem::path m_folder;
};

void TestMappedFile::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path().toStdString();
}

void TestMappedFile::mapsTheContent() {
    test::put(file("a"), "hello");
    const auto mapped = MappedFile::open(file("a"));
    QVERIFY(mapped.ok());
    const auto bytes = (*mapped)->bytes();
    QCOMPARE(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
             std::string("hello"));
    QVERIFY((*mapped)->path() == file("a"));
    QVERIFY((*mapped)->checkIntact().ok());
}

void TestMappedFile::refuses_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("missing") << QByteArray("none") << QByteArray("There is no file");
    QTest::newRow("a folder that is a file")
        << QByteArray("empty/x") << QByteArray("There is no file");
    QTest::newRow("a folder") << QByteArray("folder") << QByteArray("not a regular file");
    QTest::newRow("a pipe without a writer")
        << QByteArray("pipe") << QByteArray("not a regular file");
    QTest::newRow("empty") << QByteArray("empty") << QByteArray("is empty");
}

void TestMappedFile::refuses() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, says);
    std::filesystem::create_directory(file("folder"));
    QCOMPARE(::mkfifo(file("pipe").c_str(), 0600), 0);
    test::put(file("empty"), "");
    const auto mapped = MappedFile::open(file(name.constData()));
    QVERIFY(!mapped);
    QCOMPARE(mapped.error().code, ErrorCode::BadFile);
    QVERIFY2(mapped.error().message.find(says.toStdString()) != std::string::npos,
             mapped.error().message.c_str());
}

void TestMappedFile::readsZerosWhereTheFileVanished() {
    test::put(file("a"), std::string(100'000, 'x'));
    const auto mapped = MappedFile::open(file("a"));
    QVERIFY(mapped.ok());
    std::filesystem::resize_file(file("a"), 10);
    const auto bytes = (*mapped)->bytes();
    QCOMPARE(bytes[0], std::byte('x'));
    const auto lost = std::count(bytes.begin() + 10, bytes.end(), std::byte(0));
    QCOMPARE(lost, 100'000 - 10);
    const auto status = (*mapped)->checkIntact();
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::BadFile);
    QVERIFY(status.error().message.find("shortened to 10 of its 100000 bytes") !=
            std::string::npos);
}

void TestMappedFile::remembersALossAfterTheFileGrewBack() {
    test::put(file("a"), std::string(100'000, 'x'));
    const auto mapped = MappedFile::open(file("a"));
    QVERIFY(mapped.ok());
    std::filesystem::resize_file(file("a"), 0);
    QCOMPARE((*mapped)->bytes()[50'000], std::byte(0));
    std::filesystem::resize_file(file("a"), 100'000);
    const auto status = (*mapped)->checkIntact();
    QVERIFY(!status);
    QVERIFY(status.error().message.find("part of it was lost") != std::string::npos);
}

void TestMappedFile::noticesAShorteningWithoutAnyRead() {
    test::put(file("a"), std::string(5000, 'x'));
    const auto mapped = MappedFile::open(file("a"));
    QVERIFY(mapped.ok());
    std::filesystem::resize_file(file("a"), 4999);
    QVERIFY(!(*mapped)->checkIntact());
}

void TestMappedFile::noticesThatItWasWrittenTo() {
    test::put(file("a"), std::string(5000, 'x'));
    const auto mapped = MappedFile::open(file("a"));
    QVERIFY(mapped.ok());
    std::fstream(file("a"), std::ios::in | std::ios::out).write("y", 1);
    std::filesystem::last_write_time(
        file("a"), std::filesystem::file_time_type::clock::now() + std::chrono::seconds(1));
    const auto status = (*mapped)->checkIntact();
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::BadFile);
    QVERIFY(status.error().message.find("was written to after it was opened") != std::string::npos);
}

void TestMappedFile::readsAgainWhatItLetGo() {
    const std::string content = std::string(5000, 'x') + std::string(10'000, 'y');
    test::put(file("a"), content);
    const auto mapped = MappedFile::open(file("a"));
    QVERIFY(mapped.ok());
    const auto bytes = (*mapped)->bytes();
    const auto text = [&] {
        return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    QCOMPARE(text(), content);
    for (const auto part : {bytes, bytes.subspan(1, 4000), bytes.subspan(10, 9000), bytes.last(1)})
        (*mapped)->letGo(part);
    QCOMPARE(text(), content);
    QVERIFY((*mapped)->checkIntact().ok());
}

void TestMappedFile::lossOfOneFileIsNoLossOfAnother() {
    test::put(file("a"), std::string(9000, 'a'));
    test::put(file("b"), std::string(9000, 'b'));
    const auto a = MappedFile::open(file("a")), b = MappedFile::open(file("b"));
    QVERIFY(a.ok() && b.ok());
    std::filesystem::resize_file(file("a"), 0);
    QCOMPARE((*a)->bytes()[0], std::byte(0));
    QCOMPARE((*b)->bytes()[0], std::byte('b'));
    QVERIFY(!(*a)->checkIntact());
    QVERIFY((*b)->checkIntact().ok());
}

void TestMappedFile::tooManyFilesAreAnError() {
    test::put(file("a"), "x");
    std::vector<std::shared_ptr<const MappedFile>> open;
    std::string refusal;
    while (refusal.empty() && open.size() < 1000) {
        auto mapped = MappedFile::open(file("a"));
        if (mapped)
            open.push_back(*mapped);
        else
            refusal = mapped.error().message;
    }
    QCOMPARE(open.size(), 256u);
    QVERIFY2(refusal.find("256 files are open already") != std::string::npos, refusal.c_str());
    open.pop_back();
    QVERIFY(MappedFile::open(file("a")).ok());
}

// The handler must not swallow faults that are none of its business.
void TestMappedFile::otherBusErrorsStillEndTheProcess() {
    test::put(file("ours"), "x");
    test::put(file("other"), std::string(5000, 'x'));
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGBUS, SIG_DFL);  // not QTest's handler, which would print a report
        const auto ours = MappedFile::open(file("ours"));
        const int fd = ::open(file("other").c_str(), O_RDONLY);
        const void* data = ::mmap(nullptr, 5000, PROT_READ, MAP_PRIVATE, fd, 0);
        std::filesystem::resize_file(file("other"), 0);
        ::_exit(*static_cast<const volatile char*>(data));
    }
    int state = 0;
    QCOMPARE(::waitpid(child, &state, 0), child);
    QVERIFY(WIFSIGNALED(state));
    QCOMPARE(WTERMSIG(state), SIGBUS);
}

QTEST_APPLESS_MAIN(TestMappedFile)
#include "tst_mapped_file.moc"
