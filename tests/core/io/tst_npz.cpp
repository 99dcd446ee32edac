// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"
#include "support/zip_builder.h"

#include <io/npz.h>
#include <tensor/npy.h>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <sys/stat.h>

using core::NpzLimits;
using engine::ErrorCode;
using engine::NamedArrays;
using engine::NdArray;
using test::packed;
using test::stored;
using test::ZipMember;

class TestNpz : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void refusesPaths_data();
    void refusesPaths();
    void limits_data();
    void limits();
    void readsGoldenArchives_data();
    void readsGoldenArchives();
    void roundTrips();
    void equalContentGivesEqualBytes();
    void layoutIsPinned();
    void manyMembersNeedZip64();
    void keepsTheOldFileWhenWritingFails_data();
    void keepsTheOldFileWhenWritingFails();

private:
    std::filesystem::path path(const char* name = "a.npz") const {
        return std::filesystem::path(m_dir->path().toStdString()) / name;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

std::string oneFloat() {
    return engine::encodeNpy(NdArray::fromFloats({1}, {2.5f}));
}

/// A good member of one float, changed by \a change.
template <typename Change>
ZipMember changed(ZipMember member, Change change) {
    change(member);
    return member;
}

bool same(const NamedArrays& a, const NamedArrays& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.dtype() == y.second.dtype() &&
               x.second.shape() == y.second.shape() &&
               std::ranges::equal(x.second.bytes(), y.second.bytes());
    });
}

}  // namespace

void TestNpz::init() {
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestNpz::reads_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("names");
    const auto row = [](const char* name, const std::vector<ZipMember>& members,
                        const char* names) {
        QTest::newRow(name) << QByteArray::fromStdString(test::zipOf(members)) << QByteArray(names);
    };
    const std::string npy = oneFloat();
    row("nothing", {}, "");
    row("stored", {stored("x.npy", npy)}, "x");
    row("deflated", {packed("x.npy", npy)}, "x");
    row("order is the archive's", {stored("b.npy", npy), packed("a.npy", npy)}, "b a");
    row("layer paths and slashes", {stored("norm/up_blocks[1].attentions[0].npy", npy)},
        "norm/up_blocks[1].attentions[0]");
    row("two dots inside a name", {stored("a..b/..c.npy", npy)}, "a..b/..c");
    row("what is no array is skipped", {stored("provenance.json", "{}"), stored("x.npy", npy)},
        "x");
    row("UTF-8 name", {changed(stored("\xc3\xa9.npy", npy), [](auto& m) { m.flags = 1 << 11; })},
        "\xc3\xa9");
}

void TestNpz::reads() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, names);
    test::put(path(), file.toStdString());
    const auto arrays = core::readNpz(path());
    QVERIFY2(arrays.ok(), arrays ? "" : arrays.error().message.c_str());
    QByteArrayList found;
    for (const auto& [name, array] : *arrays) {
        found << QByteArray::fromStdString(name);
        QCOMPARE(array.floats()[0], 2.5f);
    }
    QCOMPARE(found.join(' '), names);
}

void TestNpz::refuses_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<ErrorCode>("code");
    const auto raw = [](const char* name, const std::string& file, const char* says,
                        ErrorCode code = ErrorCode::BadFile) {
        QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(says) << code;
    };
    const auto row = [&](const char* name, const std::vector<ZipMember>& members, const char* says,
                         ErrorCode code = ErrorCode::BadFile) {
        raw(name, test::zipOf(members), says, code);
    };
    const std::string npy = oneFloat();
    const auto with = [&](auto change) {
        return std::vector{changed(stored("x.npy", npy), change)};
    };

    raw("empty file", "", "is not an NPZ archive");
    raw("an NPY file", npy, "is not an NPZ archive");
    raw("truncated", test::zipOf({stored("x.npy", npy)}).substr(0, 150), "is not an NPZ archive");
    row("wrong checksum, stored", with([](auto& m) { m.crc ^= 1; }),
        "member x cannot be read: CRC error");
    row("wrong checksum, deflated", {changed(packed("x.npy", npy), [](auto& m) { m.crc ^= 1; })},
        "member x cannot be read: CRC error");
    row("broken deflate stream",
        {changed(packed("x.npy", npy), [](auto& m) { m.content[0] = '\xff'; })},
        "member x cannot be read");
    row("shorter than claimed", {changed(packed("x.npy", npy), [](auto& m) { m.size += 1; })},
        "member x ");
    row("longer than claimed", {changed(packed("x.npy", npy), [](auto& m) { m.size -= 1; })},
        "member x ");
    row("packed size past the end", with([](auto& m) { m.packedSize = m.size = 1u << 30; }),
        "member x claims 1073741824 bytes in a file of");
    row("an unknown method", with([](auto& m) { m.method = 12; }), "packed by method 12");
    row("encrypted", with([](auto& m) { m.flags = 1; }), "member x is encrypted");
    row("the same name twice", {stored("x.npy", npy), stored("x.npy", npy)},
        "member x appears twice");
    row("no name", {stored(".npy", npy)}, "whose name is no array name");
    row("absolute name", {stored("/x.npy", npy)}, "whose name is no array name");
    row("name that climbs out", {stored("../x.npy", npy)}, "whose name is no array name");
    row("name that climbs out later", {stored("a/../../x.npy", npy)},
        "whose name is no array name");
    row("name that is a folder up", {stored("a/...npy", npy)}, "whose name is no array name");
    row("name with a backslash", {stored("a\\x.npy", npy)}, "whose name is no array name");
    row("name with a line break", {stored("a\nb.npy", npy)}, "whose name is no array name");
    row("a member that is no NPY", {stored("x.npy", "hello")}, "member x is not an NPY file");
    row("a member that is a pickle", {stored("x.npy", "\x80\4.")}, "pickle", ErrorCode::Unsafe);
    row("a PyTorch checkpoint", {stored("archive/data.pkl", "\x80\2.")}, "Python pickle inside",
        ErrorCode::Unsafe);
}

void TestNpz::refuses() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, says);
    QFETCH(ErrorCode, code);
    test::put(path(), file.toStdString());
    const auto arrays = core::readNpz(path());
    QVERIFY(!arrays);
    QVERIFY2(arrays.error().message.find(says.toStdString()) != std::string::npos,
             arrays.error().message.c_str());
    QCOMPARE(arrays.error().code, code);
    QVERIFY(arrays.error().message.starts_with(path().string()));
}

void TestNpz::refusesPaths_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("missing") << QByteArray("none") << QByteArray("There is no file");
    QTest::newRow("a folder") << QByteArray(".") << QByteArray("not a regular file");
    QTest::newRow("a pipe without a writer")
        << QByteArray("pipe") << QByteArray("not a regular file");
}

void TestNpz::refusesPaths() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, says);
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    const auto arrays = core::readNpz(path(name.constData()));
    QVERIFY(!arrays);
    QCOMPARE(arrays.error().code, ErrorCode::BadFile);
    QVERIFY(arrays.error().message.find(says.toStdString()) != std::string::npos);
}

void TestNpz::limits_data() {
    QTest::addColumn<int>("members");
    QTest::addColumn<qint64>("memberBytes");
    QTest::addColumn<qint64>("totalBytes");
    QTest::addColumn<QByteArray>("says");  // empty: read
    QTest::newRow("within") << 2 << qint64(132) << qint64(264) << QByteArray();
    QTest::newRow("too many members")
        << 1 << qint64(132) << qint64(264) << QByteArray("has 2 members; at most 1");
    QTest::newRow("a member too large")
        << 2 << qint64(131) << qint64(264) << QByteArray("member a unpacks to 132 bytes");
    QTest::newRow("too much in all")
        << 2 << qint64(132) << qint64(263) << QByteArray("unpacks to more than 263 bytes");
}

void TestNpz::limits() {
    QFETCH(int, members);
    QFETCH(qint64, memberBytes);
    QFETCH(qint64, totalBytes);
    QFETCH(QByteArray, says);
    test::put(path(), test::zipOf({packed("a.npy", oneFloat()), stored("b.npy", oneFloat())}));
    const auto arrays = core::readNpz(path(), {.maxMembers = std::size_t(members),
                                               .maxMemberBytes = std::uint64_t(memberBytes),
                                               .maxTotalBytes = std::uint64_t(totalBytes)});
    QCOMPARE(arrays.ok(), says.isEmpty());
    if (!arrays) QVERIFY(arrays.error().message.find(says.toStdString()) != std::string::npos);
    // A bomb: 80 MB of zeros in 80 kB, refused by its claim alone; 40 MB of zeros are an array.
    const auto zeros = [](std::int64_t count) {
        return packed("z.npy", engine::encodeNpy(NdArray::fromFloats(
                                   {count}, std::vector<float>(std::size_t(count)))));
    };
    if (!says.isEmpty()) return;
    test::put(path(), test::zipOf({zeros(20'000'000)}));
    const auto bomb = core::readNpz(path());
    QVERIFY(!bomb);
    QVERIFY(bomb.error().message.find("more than any array would") != std::string::npos);
    test::put(path(), test::zipOf({zeros(10'000'000)}));
    QVERIFY(core::readNpz(path()).ok());
}

void TestNpz::readsGoldenArchives_data() {
    QTest::addColumn<QString>("path");
    const auto files = test::filesUnder(test::goldenFolder(), ".npz");
    if (files.empty()) QTest::newRow("golden") << QString();
    for (const auto& file : files)
        QTest::addRow("%s", file.lexically_relative(test::goldenFolder()).c_str())
            << QString::fromStdString(file.string());
}

// Reading and writing again keeps every array.
void TestNpz::readsGoldenArchives() {
    QFETCH(QString, path);
    if (path.isEmpty()) QSKIP("the golden data are not here");
    const auto arrays = core::readNpz(path.toStdString());
    QVERIFY2(arrays.ok(), arrays ? "" : arrays.error().message.c_str());
    QVERIFY(!arrays->empty());
    const auto copy = this->path();
    QVERIFY(core::writeNpz(copy, *arrays).ok());
    QVERIFY(same(*core::readNpz(copy), *arrays));
}

void TestNpz::roundTrips() {
    const NamedArrays arrays = {
        {"scalar", NdArray::fromInts({}, {42})},
        {"empty", NdArray::fromFloats({0, 3}, {})},
        {"norm/up_blocks[1]", NdArray::fromFloats({2, 1, 2}, {1, -2, 3.5f, 4})},
        {"h\xc3\xa9", NdArray::fromBytes(engine::DType::F16, {1}, std::vector<std::byte>(2))}};
    const std::string provenance = R"({"made":"by a test"})";
    QVERIFY(core::writeNpz(path(), arrays, provenance).ok());
    const auto back = core::readNpz(path());
    QVERIFY2(back.ok(), back ? "" : back.error().message.c_str());
    QVERIFY(same(*back, arrays));
    QVERIFY(test::contentOf(path()).find("provenance.json" + provenance) != std::string::npos);
}

void TestNpz::equalContentGivesEqualBytes() {
    const NamedArrays arrays = {{"a", NdArray::fromFloats({3}, {1, 2, 3})}};
    QVERIFY(core::writeNpz(path("1"), arrays, "{}").ok());
    qputenv("TZ", "Asia/Tokyo");
    QVERIFY(core::writeNpz(path("2"), arrays, "{}").ok());
    qunsetenv("TZ");
    QCOMPARE(test::contentOf(path("1")), test::contentOf(path("2")));
}

// Every byte of an archive of one member, so that no change goes unseen.
void TestNpz::layoutIsPinned() {
    QVERIFY(core::writeNpz(path(), {{"x", NdArray::fromFloats({1}, {2.5f})}}).ok());
    const std::string npy = oneFloat(), file = test::contentOf(path());
    const QByteArray common = QByteArray::fromHex("1400000000000000") +
                              QByteArray::fromHex("2100") + QByteArray::fromStdString([&] {
                                  const std::uint32_t numbers[] = {test::crc32Of(npy), 132, 132};
                                  return std::string(reinterpret_cast<const char*>(numbers), 12);
                              }()) +
                              QByteArray::fromHex("05000000");
    const QByteArray expected = "PK\3\4" + common + "x.npy" + QByteArray::fromStdString(npy) +
                                "PK\1\2" + QByteArray::fromHex("1403") + common +
                                QByteArray::fromHex("0000000000000000a48100000000") + "x.npy" +
                                "PK\5\6" +
                                QByteArray::fromHex(
                                    "00000000010001003300000"
                                    "0a70000000000");
    QCOMPARE(QByteArray::fromStdString(file).toHex(), expected.toHex());
}

void TestNpz::manyMembersNeedZip64() {
    const NdArray one = NdArray::fromFloats({1}, {2.5f});
    for (const std::size_t count : {65534u, 65535u}) {
        NamedArrays arrays;
        for (std::size_t i = 0; i < count; ++i) arrays.emplace_back(std::to_string(i), one);
        QVERIFY(core::writeNpz(path(), arrays).ok());
        const auto back = core::readNpz(path());
        QVERIFY2(back.ok(), back ? "" : back.error().message.c_str());
        QCOMPARE(back->size(), count);
        QCOMPARE(test::contentOf(path()).find("PK\6\6") != std::string::npos, count >= 65535);
    }
}

void TestNpz::keepsTheOldFileWhenWritingFails_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("twice");
    QTest::addColumn<int>("dtype");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char* why, const QByteArray& name, bool twice, engine::DType dtype,
                        ErrorCode code) {
        QTest::newRow(why) << name << twice << int(dtype) << code;
    };
    row("a name twice", "a", true, engine::DType::F32, ErrorCode::Usage);
    row("no name", "", false, engine::DType::F32, ErrorCode::Usage);
    row("a name that climbs out", "../a", false, engine::DType::F32, ErrorCode::Usage);
    row("a name too long", QByteArray(65536, 'a'), false, engine::DType::F32, ErrorCode::Usage);
    row("BF16 has no NPY type", "a", false, engine::DType::BF16, ErrorCode::Unsupported);
    row("F8 has no NPY type", "a", false, engine::DType::F8E4M3, ErrorCode::Unsupported);
}

void TestNpz::keepsTheOldFileWhenWritingFails() {
    QFETCH(QByteArray, name);
    QFETCH(bool, twice);
    QFETCH(int, dtype);
    QFETCH(ErrorCode, code);
    test::put(path(), "old");
    const auto type = engine::DType(dtype);
    const NdArray array =
        NdArray::fromBytes(type, {1}, std::vector<std::byte>(engine::sizeOf(type)));
    NamedArrays arrays = {{name.toStdString(), array}};
    if (twice) arrays.push_back(arrays[0]);
    const auto status = core::writeNpz(path(), arrays);
    QVERIFY(!status);
    QCOMPARE(status.error().code, code);
    QCOMPARE(test::contentOf(path()), std::string("old"));
    QCOMPARE(int(std::distance(std::filesystem::directory_iterator(path().parent_path()), {})), 1);
}

QTEST_APPLESS_MAIN(TestNpz)
#include "tst_npz.moc"
