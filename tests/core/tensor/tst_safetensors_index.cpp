// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <tensor/pickle.h>
#include <tensor/safetensors_index.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

using engine::DType;
using engine::ErrorCode;
using engine::SafetensorsFile;

class TestSafetensorsIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsHeader_data();
    void readsHeader();
    void rejectsBrokenHeader_data();
    void rejectsBrokenHeader();
    void rejectsBrokenFile_data();
    void rejectsBrokenFile();
    void refusesPickles_data();
    void refusesPickles();
    void aLengthThatLooksLikeAPickleIsNone_data();
    void aLengthThatLooksLikeAPickleIsNone();
    void refusesTheTensorNotTheFile();
    void viewsKeepTheMappingAlive();
    void entriesComeByOffsetAndAreFoundByName();
    void largeHeadersTakeLinearTime();
    void opensRealFiles_data();
    void opensRealFiles();

private:
    std::filesystem::path write(std::string_view bytes) const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

std::string safetensors(std::string_view header, std::string_view data = {}) {
    const std::uint64_t length = header.size();
    std::string file(reinterpret_cast<const char*>(&length), sizeof length);
    return file.append(header).append(data);
}

std::string entry(const std::string& dtype, const std::string& shape, const std::string& offsets) {
    return R"({"dtype":)" + dtype + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

}  // namespace

void TestSafetensorsIndex::init() {
    m_dir = std::make_unique<QTemporaryDir>();
}

std::filesystem::path TestSafetensorsIndex::write(std::string_view bytes) const {
    const auto path = std::filesystem::path(m_dir->path().toStdString()) / "model.safetensors";
    test::put(path, bytes);
    return path;
}

void TestSafetensorsIndex::readsHeader_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("dataBytes");
    QTest::addColumn<int>("tensors");
    const auto row = [](const char* name, const std::string& header, int bytes, int tensors) {
        QTest::newRow(name) << QByteArray::fromStdString(header) << bytes << tensors;
    };
    row("no tensor", "{}", 0, 0);
    row("padded with spaces", "{}      ", 0, 0);
    row("metadata only", R"({"__metadata__":{"format":"pt"}})", 0, 0);
    row("scalar", R"({"w":)" + entry(R"("F32")", "[]", "[0,4]") + "}", 4, 1);
    row("empty tensor", R"({"w":)" + entry(R"("F32")", "[0,3]", "[0,0]") + "}", 0, 1);
    row("an empty tensor beside an overflow",
        R"({"w":)" + entry(R"("F32")", "[9223372036854775807,4,0]", "[0,0]") + "}", 0, 1);
    row("empty tensors between others",
        R"({"a":)" + entry(R"("U8")", "[2]", "[0,2]") + R"(,"b":)" +
            entry(R"("U8")", "[0]", "[2,2]") + R"(,"c":)" + entry(R"("U8")", "[1]", "[2,3]") + "}",
        3, 3);
    row("a dtype that we only know by size",
        R"({"w":)" + entry(R"("F8_E4M3")", "[2]", "[0,2]") + "}", 2, 1);
    row("fields in another order", R"({"w":{"data_offsets":[0,8],"shape":[1],"dtype":"I64"}})", 8,
        1);
    row("a name that needs escapes", R"({"a\"\u00e9":)" + entry(R"("BOOL")", "[1]", "[0,1]") + "}",
        1, 1);
}

void TestSafetensorsIndex::readsHeader() {
    QFETCH(QByteArray, header);
    QFETCH(int, dataBytes);
    QFETCH(int, tensors);
    const auto entries =
        engine::parseSafetensorsHeader(header.toStdString(), std::uint64_t(dataBytes), "m");
    QVERIFY2(entries.ok(), entries ? "" : entries.error().message.c_str());
    QCOMPARE(int(entries->size()), tensors);
}

void TestSafetensorsIndex::rejectsBrokenHeader_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const std::string& header, const char* says) {
        QTest::newRow(name) << QByteArray::fromStdString(header) << QByteArray(says);
    };
    // Each header is read with 8 bytes of data behind it.
    const auto one = [](const std::string& e) { return R"({"w":)" + e + "}"; };
    const auto w = [&](const std::string& shape, const std::string& offsets,
                       const std::string& dtype = R"("F32")") {
        return one(entry(dtype, shape, offsets));
    };
    const auto two = [](const std::string& first, const std::string& second) {
        return R"({"a":)" + entry(R"("U8")", "[4]", first) + R"(,"b":)" +
               entry(R"("U8")", "[4]", second) + "}";
    };
    const std::string good = entry(R"("F32")", "[2]", "[0,8]");

    row("empty", "", "does not begin with {");
    row("leading space", " {}", "does not begin with {");
    row("an array", "[]", "does not begin with {");
    row("not closed", "{", "not valid JSON");
    row("trailing text", "{}x", "not valid JSON");
    row("a second value", "{}{}", "not valid JSON");
    row("invalid UTF-8", one(good).insert(2, "\xff"), "not valid JSON");
    row("a tensor is a number", R"({"w":1})", "tensor w is a number; an object was expected");
    row("a tensor is an array", R"({"w":[[[[[[]]]]]]})", "tensor w is an array");
    row("a tensor is null", R"({"w":null})", "tensor w is null");
    row("no field", R"({"w":{}})", "lacks one of");
    row("dtype missing", R"({"w":{"shape":[2],"data_offsets":[0,8]}})", "lacks one of");
    row("shape missing", R"({"w":{"dtype":"F32","data_offsets":[0,8]}})", "lacks one of");
    row("data_offsets missing", R"({"w":{"dtype":"F32","shape":[2]}})", "lacks one of");
    row("unknown field", R"({"w":{"x":1}})", R"(unknown field "x")");
    row("a field twice", R"({"w":{"dtype":"F32","dtype":"F32"}})", "dtype twice");
    row("a tensor twice", R"({"w":)" + good + R"(,"w":)" + good + "}", "tensor w appears twice");
    row("an empty tensor twice",
        R"({"w":)" + entry(R"("U8")", "[0]", "[0,0]") + R"(,"w":)" +
            entry(R"("U8")", "[0]", "[8,8]") + "}",
        "tensor w appears twice");
    row("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", "__metadata__ appears twice");
    row("metadata key twice", R"({"__metadata__":{"a":"1","a":"2"}})", R"(key "a" twice)");
    row("metadata is a string", R"({"__metadata__":"x"})", "__metadata__ is a string");
    row("metadata holds a number", R"({"__metadata__":{"a":1}})", "__metadata__ holds a number");
    row("metadata holds an object", R"({"__metadata__":{"a":{}}})", "__metadata__ holds an object");
    row("unknown dtype", w("[2]", "[0,8]", R"("F33")"), R"(unknown dtype "F33")");
    row("dtype in small letters", w("[2]", "[0,8]", R"("f32")"), R"(unknown dtype "f32")");
    row("dtype is a number", w("[2]", "[0,8]", "32"), "dtype of tensor w is a number");
    row("shape is a number", w("2", "[0,8]"), "shape of tensor w is a number");
    row("shape is a string", w(R"("2")", "[0,8]"), "shape of tensor w is a string");
    row("shape is an object", w("{}", "[0,8]"), "shape of tensor w is an object");
    row("a side is negative", w("[-2]", "[0,8]"), "holds a negative number");
    row("a side is a float", w("[2.0]", "[0,8]"), "holds the number 2.0");
    row("a side is true", w("[true]", "[0,8]"), "holds a truth value");
    row("a side is an array", w("[[2]]", "[0,8]"), "holds an array");
    row("a side over 63 bits", w("[9223372036854775808]", "[0,8]"), "more than any tensor has");
    row("a side over 64 bits", w("[18446744073709551616]", "[0,8]"),
        "holds the number 18446744073709551616");
    row("a side over any double", w("[1e999]", "[0,8]"), "not valid JSON");
    row("the product overflows", w("[4294967296,4294967296]", "[0,8]"), "impossible shape");
    row("the bytes overflow", w("[4611686018427387905]", "[0,4]"), "impossible shape");
    row("offsets are a string", w("[2]", R"("0,8")"), "data_offsets of tensor w are a string");
    row("an offset is a string", w("[2]", R"(["0",8])"), "data_offsets of tensor w hold a string");
    row("an offset is negative", w("[2]", "[-8,0]"), "hold a negative number");
    row("no offset", w("[2]", "[]"), "has 0 data_offsets");
    row("one offset", w("[2]", "[8]"), "has 1 data_offsets");
    row("three offsets", w("[2]", "[0,4,8]"), "more than 2 data_offsets");
    row("begin behind end", w("[2]", "[8,0]"), "outside the file's");
    row("span past the end", w("[4]", "[0,16]"), "outside the file's 8 bytes");
    row("span past 2^64", w("[2]", "[0,18446744073709551615]"), "outside the file's");
    row("shape needs more than the span", w("[3]", "[0,8]"), "its shape [3] of F32 needs 12");
    row("shape needs less than the span", w("[1]", "[0,8]"), "needs 4");
    row("an empty tensor with bytes", w("[0]", "[0,8]"), "needs 0");
    row("overlap", two("[0,4]", "[2,6]"), "a and b overlap");
    row("the same span twice", two("[0,4]", "[0,4]"), "a and b overlap");
    row("an empty tensor inside another",
        R"({"a":)" + entry(R"("U8")", "[8]", "[0,8]") + R"(,"b":)" +
            entry(R"("U8")", "[0]", "[4,4]") + "}",
        "a and b overlap");
    row("hole at the start", w("[1]", "[4,8]"), "4 bytes before tensor w");
    row("hole in the middle",
        R"({"a":)" + entry(R"("U8")", "[2]", "[0,2]") + R"(,"b":)" +
            entry(R"("U8")", "[4]", "[4,8]") + "}",
        "2 bytes before tensor b");
    row("bytes left over", w("[1]", "[0,4]"), "4 bytes at the end");
    row("data without a tensor", "{}", "8 bytes at the end");
    row("deep nesting of arrays", R"({"w":)" + std::string(100'000, '['), "tensor w is an array");
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += R"({"w":)";
    row("deep nesting of objects", deep, R"(unknown field "w")");
}

void TestSafetensorsIndex::rejectsBrokenHeader() {
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, says);
    const auto entries = engine::parseSafetensorsHeader(header.toStdString(), 8, "m.safetensors");
    QVERIFY(!entries);
    QCOMPARE(entries.error().code, ErrorCode::BadFile);
    QVERIFY2(entries.error().message.find(says.toStdString()) != std::string::npos,
             entries.error().message.c_str());
    QVERIFY(entries.error().message.starts_with("m.safetensors: "));
}

void TestSafetensorsIndex::rejectsBrokenFile_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const std::string& file, const char* says) {
        QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(says);
    };
    row("zero bytes", "", "is empty");
    row("seven bytes", "1234567", "has 7 bytes");
    row("length only", std::string("\2\0\0\0\0\0\0\0", 8), "has 0 after its first 8");
    row("header longer than the file", safetensors("{}").substr(0, 9), "has 1 after its first 8");
    row("header over the cap", std::string("\1\xe1\xf5\5\0\0\0\0{", 9),
        "100000001 bytes; at most 100000000");
    row("header length near 2^64", std::string(8, '\xff') + "{}", "is no safetensors file");
    row("another format", "GIF89a..............", "is no safetensors file");
    row("truncated data",
        safetensors(R"({"w":)" + entry(R"("F32")", "[2]", "[0,8]") + "}", "1234567"),
        "outside the file's 7 bytes");
    row("data appended",
        safetensors(R"({"w":)" + entry(R"("F32")", "[2]", "[0,8]") + "}", "123456789"),
        "1 bytes at the end");
}

void TestSafetensorsIndex::rejectsBrokenFile() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, says);
    const auto opened = SafetensorsFile::open(write(file.toStdString()));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::BadFile);
    QVERIFY2(opened.error().message.find(says.toStdString()) != std::string::npos,
             opened.error().message.c_str());
}

void TestSafetensorsIndex::refusesPickles_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("zip, as torch.save writes") << QByteArray("PK\3\4\0\0\x08\x08\0\0\0\0", 12);
    QTest::newRow("protocol 2") << QByteArray("\x80\2}q\0.", 6);
    QTest::newRow("protocol 2, legacy torch magic")
        << QByteArray("\x80\2\x8a\nl\xfc\x9c\x46\xf9 j\xa8P\x19.", 16);
    QTest::newRow("protocol 3") << QByteArray("\x80\3}q\0.", 6);
    QTest::newRow("protocol 4") << QByteArray("\x80\4\x95\1\0\0\0\0\0\0\0}.", 13);
    QTest::newRow("protocol 5") << QByteArray("\x80\5\x95\1\0\0\0\0\0\0\0}.", 13);
}

void TestSafetensorsIndex::refusesPickles() {
    QFETCH(QByteArray, content);
    const auto opened = SafetensorsFile::open(write(content.toStdString()));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Unsafe);
    const std::string& message = opened.error().message;
    QVERIFY(message.find("could run code") != std::string::npos);
    QVERIFY(message.find("weights_only=True") != std::string::npos);
    QVERIFY2(message.ends_with("model-safe.safetensors'"), message.c_str());
    const auto other = engine::pickleRefusal("/models/it's v1.ckpt");
    QVERIFY2(
        other.message.ends_with(R"( '/models/it'\''s v1.ckpt' '/models/it'\''s v1.safetensors')"),
        other.message.c_str());
}

// A header of 640 bytes begins with 80 02, as a pickle of protocol 2 does.
void TestSafetensorsIndex::aLengthThatLooksLikeAPickleIsNone_data() {
    QTest::addColumn<int>("length");
    for (const int length : {0x280, 0x380, 0x480, 0x580, 0x10280})
        QTest::addRow("%d", length) << length;
}

void TestSafetensorsIndex::aLengthThatLooksLikeAPickleIsNone() {
    QFETCH(int, length);
    const auto opened =
        SafetensorsFile::open(write(safetensors("{}" + std::string(std::size_t(length - 2), ' '))));
    QVERIFY2(opened.ok(), opened ? "" : opened.error().message.c_str());
}

void TestSafetensorsIndex::refusesTheTensorNotTheFile() {
    const auto file = SafetensorsFile::open(
        write(safetensors(R"({"a":)" + entry(R"("F8_E5M2")", "[2]", "[0,2]") + R"(,"b":)" +
                              entry(R"("U8")", "[2]", "[2,4]") + "}",
                          "abcd")));
    QVERIFY(file.ok());
    const auto a = (*file)->tensor(*(*file)->find("a")), b = (*file)->tensor(*(*file)->find("b"));
    QVERIFY(!a);
    QCOMPARE(a.error().code, ErrorCode::Unsupported);
    QVERIFY(a.error().message.find("tensor a is F8_E5M2") != std::string::npos);
    QVERIFY(b.ok());
    QCOMPARE(*b->toInts(), (std::vector<std::int64_t>{'c', 'd'}));
}

void TestSafetensorsIndex::viewsKeepTheMappingAlive() {
    const float values[] = {1.5f, -2};
    const std::string_view data(reinterpret_cast<const char*>(values), sizeof values);
    // An odd header length, so that the view is unaligned.
    std::string header = R"({"w":)" + entry(R"("F32")", "[2]", "[0,8]") + "}";
    if (header.size() % 2 == 0) header += ' ';
    engine::NdArray w;
    {
        const auto file = SafetensorsFile::open(write(safetensors(header, data)));
        QVERIFY(file.ok());
        w = *(*file)->tensor((*file)->entries()[0]);
        QVERIFY((*file)->checkIntact().ok());
    }
    QCOMPARE(*w.toFloats(), (std::vector<float>{1.5f, -2}));
}

void TestSafetensorsIndex::entriesComeByOffsetAndAreFoundByName() {
    const auto file = SafetensorsFile::open(write(safetensors(
        R"({"a":)" + entry(R"("U8")", "[2]", "[1,3]") + R"(,"c":)" +
            entry(R"("U8")", "[1]", "[0,1]") + R"(,"b":)" + entry(R"("U8")", "[1]", "[3,4]") + "}",
        "abcd")));
    QVERIFY(file.ok());
    std::string order;
    for (const auto& e : (*file)->entries()) order += e.name;
    QCOMPARE(order, std::string("cab"));
    QCOMPARE((*file)->find("a")->begin, 1u);
    QVERIFY((*file)->find("aa") == nullptr && (*file)->find("z") == nullptr &&
            (*file)->find("") == nullptr);
}

// 400,000 tensors make 30 MB of header. Linear: under a second. Quadratic: many minutes.
void TestSafetensorsIndex::largeHeadersTakeLinearTime() {
    constexpr int kTensors = 400'000;
    std::string header = "{";
    for (int i = 0; i < kTensors; ++i) {
        const std::string at = std::to_string(i), next = std::to_string(i + 1);
        header += (i ? ",\"t" : "\"t") + at +
                  "\":" + entry(R"("U8")", "[1]", "[" + at + "," + next + "]");
    }
    header += "}";
    QElapsedTimer timer;
    timer.start();
    const auto entries = engine::parseSafetensorsHeader(header, kTensors, "m");
    const auto milliseconds = timer.elapsed();
    QVERIFY(entries.ok());
    QCOMPARE(int(entries->size()), kTensors);
    qInfo("%zu bytes of header in %lld ms", header.size(), static_cast<long long>(milliseconds));
    QVERIFY(milliseconds < 30'000);
}

void TestSafetensorsIndex::opensRealFiles_data() {
    QTest::addColumn<QString>("path");
    const std::filesystem::path shared = DENOSCOPE_SHARED_DATA;
    for (const auto& folder : {test::goldenFolder(), shared / "demo", shared / "weights"}) {
        const auto files = test::filesUnder(folder, ".safetensors");
        if (files.empty()) QTest::addRow("%s", folder.filename().c_str()) << QString();
        for (const auto& path : files)
            QTest::addRow("%s", path.lexically_relative(folder.parent_path()).c_str())
                << QString::fromStdString(path.string());
    }
}

void TestSafetensorsIndex::opensRealFiles() {
    QFETCH(QString, path);
    if (path.isEmpty()) QSKIP("the folder of that name is not here");
    const auto file = SafetensorsFile::open(path.toStdString());
    QVERIFY2(file.ok(), file ? "" : file.error().message.c_str());
    QVERIFY(!(*file)->entries().empty());
    for (const auto& e : (*file)->entries()) {
        QCOMPARE((*file)->find(e.name), &e);
        const auto tensor = (*file)->tensor(e);
        QVERIFY2(tensor.ok(), tensor ? "" : tensor.error().message.c_str());
        const auto values = tensor->toFloats();
        QVERIFY2(std::ranges::all_of(*values, [](float v) { return std::isfinite(v); }),
                 e.name.c_str());
    }
}

QTEST_APPLESS_MAIN(TestSafetensorsIndex)
#include "tst_safetensors_index.moc"
