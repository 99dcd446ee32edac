// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <tensor/npy.h>

#include <QTest>

#include <cstring>

using engine::DType;
using engine::ErrorCode;
using engine::NdArray;

class TestNpy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryType_data();
    void readsEveryType();
    void readsHeaderForms_data();
    void readsHeaderForms();
    void transposesFortranOrder();
    void refuses_data();
    void refuses();
    void headerIsNumpys_data();
    void headerIsNumpys();
    void roundTrips_data();
    void roundTrips();
    void adoptsWithoutACopy();
    void publishedLabelsRoundTrip_data();
    void publishedLabelsRoundTrip();
};

namespace {

constexpr const char* kOneFloat = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";

/// An NPY file around \a dict, padded as numpy pads it.
std::string npyFile(std::string dict, std::string_view data, int major = 1, int minor = 0) {
    const std::size_t prefix = major == 1 ? 10 : 12;
    dict.append(63 - (prefix + dict.size()) % 64, ' ');
    dict += '\n';
    std::string file = "\x93NUMPY";
    file += {char(major), char(minor), char(dict.size() & 0xff), char(dict.size() >> 8)};
    if (major > 1) file += std::string(2, '\0');
    return file + dict + std::string(data);
}

template <typename T>
std::string raw(std::initializer_list<T> values) {
    return {reinterpret_cast<const char*>(values.begin()), values.size() * sizeof(T)};
}

}  // namespace

void TestNpy::readsEveryType_data() {
    QTest::addColumn<QByteArray>("descr");
    QTest::addColumn<int>("dtype");
    const std::pair<const char*, DType> types[] = {
        {"<f8", DType::F64}, {"<f4", DType::F32}, {"<f2", DType::F16}, {"<i8", DType::I64},
        {"<i4", DType::I32}, {"<i2", DType::I16}, {"|i1", DType::I8},  {"<u8", DType::U64},
        {"<u4", DType::U32}, {"<u2", DType::U16}, {"|u1", DType::U8},  {"|b1", DType::Bool}};
    for (const auto& [descr, dtype] : types)
        QTest::newRow(descr) << QByteArray(descr) << int(dtype);
}

void TestNpy::readsEveryType() {
    QFETCH(QByteArray, descr);
    QFETCH(int, dtype);
    const std::string data(engine::sizeOf(DType(dtype)) * 6, '\1');
    const auto array = engine::parseNpy(npyFile("{'descr': '" + descr.toStdString() +
                                                    "', 'fortran_order': False, 'shape': (2, 3), }",
                                                data),
                                        "x.npy");
    QVERIFY2(array.ok(), array ? "" : array.error().message.c_str());
    QCOMPARE(array->dtype(), DType(dtype));
    QCOMPARE(array->shape(), (std::vector<std::int64_t>{2, 3}));
    QVERIFY(std::memcmp(array->bytes().data(), data.data(), data.size()) == 0);
}

void TestNpy::readsHeaderForms_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("shape");
    const auto row = [](const char* name, const std::string& file, const char* shape) {
        QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(shape);
    };
    const std::string one = raw<float>({2.5f});
    row("version 1.0", npyFile(kOneFloat, one), "[1]");
    row("version 2.0", npyFile(kOneFloat, one, 2), "[1]");
    row("version 3.0", npyFile(kOneFloat, one, 3), "[1]");
    row("scalar", npyFile("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", one), "[]");
    row("empty", npyFile("{'descr': '<f4', 'fortran_order': True, 'shape': (0, 3), }", ""),
        "[0, 3]");
    row("no last comma, as other writers do",
        npyFile("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1)}", one), "[1, 1]");
    row("other order and spacing",
        npyFile("{'shape':(1,1,) , 'fortran_order':False,'descr':'<f4'}", one), "[1, 1]");
}

void TestNpy::readsHeaderForms() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, shape);
    const auto array = engine::parseNpy(file.toStdString(), "x.npy");
    QVERIFY2(array.ok(), array ? "" : array.error().message.c_str());
    QCOMPARE(engine::shapeText(array->shape()), shape.toStdString());
    if (array->count() == 1) QCOMPARE(array->floats()[0], 2.5f);
}

// numpy.asfortranarray(numpy.arange(12).reshape(2, 3, 2)): the file holds 0 6 2 8 4 10 1 7 3 9
// 5 11.
void TestNpy::transposesFortranOrder() {
    const auto data = raw<std::int64_t>({0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11});
    const std::string file =
        npyFile("{'descr': '<i8', 'fortran_order': True, 'shape': (2, 3, 2), }", data);
    for (const auto& array : {engine::parseNpy(file, "x"), engine::adoptNpy(file, "x")}) {
        QVERIFY(array.ok());
        for (std::int64_t i = 0; i < 12; ++i) QCOMPARE(array->ints()[std::size_t(i)], i);
    }
}

void TestNpy::refuses_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const std::string& file, const char* says,
                        ErrorCode code = ErrorCode::BadFile) {
        QTest::newRow(name) << QByteArray::fromStdString(file) << code << QByteArray(says);
    };
    const auto dict = [](const std::string& text, std::string_view data = "....") {
        return npyFile(text, data);
    };
    const auto descr = [&](const std::string& d) {
        return dict("{'descr': '" + d + "', 'fortran_order': False, 'shape': (1,), }");
    };
    const auto shape = [&](const std::string& s) {
        return dict("{'descr': '<f4', 'fortran_order': False, 'shape': " + s + ", }");
    };
    const std::string good = npyFile(kOneFloat, "....");
    const char* literal = "not the expected {'descr'";

    row("nothing", "", "does not begin with");
    row("another format", "PK\3\4............", "does not begin with");
    row("a pickle, by content", std::string("\x80\x04\x95", 3), "Python pickle", ErrorCode::Unsafe);
    row("Python objects", descr("|O"), "Python objects", ErrorCode::Unsafe);
    row("ends in the magic", good.substr(0, 8), "ends within the NPY header");
    row("ends in a long length", npyFile(kOneFloat, "....", 2).substr(0, 11),
        "ends within the NPY header");
    row("ends in the header", good.substr(0, 40), "ends within the NPY header");
    row("version 0.0", npyFile(kOneFloat, "....", 0), "version 0.0");
    row("version 4.0", npyFile(kOneFloat, "....", 4), "version 4.0");
    row("version 1.1", npyFile(kOneFloat, "....", 1, 1), "version 1.1");
    row("a header of 2 GiB", std::string("\x93NUMPY\2\0\0\0\0\x80", 12), "claims an NPY header");
    std::string unterminated = good;
    unterminated[unterminated.size() - 5] = ' ';
    row("no newline at the end", unterminated, "newline");
    row("data too short", npyFile(kOneFloat, "..."), "holds 3 bytes");
    row("data too long", npyFile(kOneFloat, "....."), "holds 5 bytes");
    row("big-endian", descr(">f4"), "big-endian");
    row("complex numbers", descr("<c8"), "'<c8', which is not read");
    row("text", descr("<U4"), "'<U4', which is not read");
    row("a two-byte type without byte order", descr("|f4"), "which is not read");
    row("a structured type",
        dict("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"), literal);
    row("a call instead of a literal", dict("__import__('os').system('true')"), literal);
    row("no dict", dict("42"), literal);
    row("a key missing", dict("{'descr': '<f4', 'shape': (1,), }"), literal);
    row("a key twice",
        dict("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }"), literal);
    row("a key unknown", dict("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}"),
        literal);
    row("no colon", dict("{'descr' '<f4', 'fortran_order': False, 'shape': (1,), }"), literal);
    row("no comma", dict("{'descr': '<f4' 'fortran_order': False, 'shape': (1,), }"), literal);
    row("text behind the dict", dict(std::string(kOneFloat) + " 1"), literal);
    row("dict not closed", dict("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), "),
        literal);
    row("string not closed", dict("{'descr': '<f4, "), literal);
    row("escape in a string",
        dict(R"({'descr': '\x3cf4', 'fortran_order': False, 'shape': (1,), })"), literal);
    row("truth value as number", dict("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }"),
        literal);
    row("shape is a list", shape("[1]"), literal);
    row("shape is a number in brackets", shape("(1)"), literal);
    row("shape has a lone comma", shape("(,)"), literal);
    row("shape not closed", shape("(1,"), literal);
    row("negative side", shape("(-1,)"), literal);
    row("side is a float", shape("(1.0,)"), literal);
    row("side over 64 bits", shape("(18446744073709551617,)"), literal);
    std::string deep = "(";
    for (int i = 0; i < 65; ++i) deep += "1,";
    row("65 dimensions", shape(deep + ")"), literal);
    row("the product overflows", shape("(4294967296, 4294967296)"), "impossible shape");
    row("the bytes overflow", shape("(4611686018427387904,)"), "impossible shape");
    row("a huge claim with little data", shape("(1099511627776,)"), "needs 4398046511104");
}

void TestNpy::refuses() {
    QFETCH(QByteArray, file);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, says);
    for (const auto& array : {engine::parseNpy(file.toStdString(), "x.npy"),
                              engine::adoptNpy(file.toStdString(), "x.npy")}) {
        QVERIFY(!array);
        QCOMPARE(array.error().code, code);
        QVERIFY2(array.error().message.find(says.toStdString()) != std::string::npos,
                 array.error().message.c_str());
        QVERIFY(array.error().message.starts_with("x.npy "));
    }
}

// The expected bytes are numpy 1.24's, told as length of the file before the data and its text.
void TestNpy::headerIsNumpys_data() {
    QTest::addColumn<QList<qint64>>("shape");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QList<qint64>& shape, int bytes,
                        const char* tuple) {
        QTest::newRow(name) << shape << bytes
                            << "{'descr': '<i8', 'fortran_order': False, 'shape': " +
                                   QByteArray(tuple) + ", }";
    };
    row("scalar", {}, 128, "()");
    row("vector", {7}, 128, "(7,)");
    row("labels", {196, 3}, 128, "(196, 3)");
    row("empty", {0, 3}, 128, "(0, 3)");
    row("room to grow makes it 192", {1, 10000, 10000, 10000, 10000, 10000, 10000, 0}, 192,
        "(1, 10000, 10000, 10000, 10000, 10000, 10000, 0)");
    row("a header that ends on a multiple of 64 gets 64 more",
        {1, 10000000, 10000, 10000, 10000, 10000, 0}, 192,
        "(1, 10000000, 10000, 10000, 10000, 10000, 0)");
}

void TestNpy::headerIsNumpys() {
    QFETCH(QList<qint64>, shape);
    QFETCH(int, bytes);
    QFETCH(QByteArray, text);
    std::vector<std::int64_t> values(
        std::size_t(*engine::elementCount(std::vector<std::int64_t>(shape.begin(), shape.end()))));
    const auto header = QByteArray::fromStdString(
        engine::npyHeader(NdArray::fromInts({shape.begin(), shape.end()}, values)));
    QCOMPARE(header.size(), bytes);
    QCOMPARE(header.left(10), QByteArray("\x93NUMPY\1\0", 8) + char(bytes - 10) + '\0');
    QCOMPARE(header.mid(10), text + QByteArray(bytes - 11 - text.size(), ' ') + '\n');
}

void TestNpy::roundTrips_data() {
    readsEveryType_data();
}

void TestNpy::roundTrips() {
    QFETCH(int, dtype);
    std::vector<std::byte> bytes(engine::sizeOf(DType(dtype)) * 3);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = std::byte(i);
    const NdArray array = NdArray::fromBytes(DType(dtype), {3, 1}, bytes);
    const std::string file = engine::encodeNpy(array);
    const auto back = engine::parseNpy(file, "x");
    QVERIFY(back.ok());
    QCOMPARE(back->dtype(), array.dtype());
    QCOMPARE(back->shape(), array.shape());
    QVERIFY(std::ranges::equal(back->bytes(), array.bytes()));
    QCOMPARE(engine::encodeNpy(*back), file);
}

void TestNpy::adoptsWithoutACopy() {
    std::string file =
        engine::encodeNpy(NdArray::fromFloats({1000}, std::vector<float>(1000, 1.5f)));
    const char* data = file.data() + 128;
    const auto array = engine::adoptNpy(std::move(file), "x");
    QVERIFY(array.ok());
    QCOMPARE(reinterpret_cast<const char*>(array->bytes().data()), data);
    // An odd header length, as no numpy writes it, leaves the elements unaligned: those are copied.
    std::string odd = std::string("\x93NUMPY\1\0\x3c\0", 10) + kOneFloat;
    odd += std::string(std::size_t(10 + 0x3c - 1) - odd.size(), ' ') + "\n" + raw<float>({2.5f});
    const auto copied = engine::adoptNpy(odd, "x");
    QVERIFY2(copied.ok(), copied ? "" : copied.error().message.c_str());
    QCOMPARE(copied->floats()[0], 2.5f);
    QCOMPARE(reinterpret_cast<std::uintptr_t>(copied->bytes().data()) % 4, 0u);
}

void TestNpy::publishedLabelsRoundTrip_data() {
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<int>("rows");
    QTest::newRow("sd15") << QByteArray("sd15") << 196;
    QTest::newRow("sd21") << QByteArray("sd21") << 93;
    QTest::newRow("sdturbo") << QByteArray("sdturbo") << 457;
}

void TestNpy::publishedLabelsRoundTrip() {
    QFETCH(QByteArray, model);
    QFETCH(int, rows);
    const auto path = std::filesystem::path(DENOSCOPE_SHARED_DATA) / "reference/data" /
                      ("high_norm_anomalies_" + model.toStdString() + ".npy");
    if (!std::filesystem::exists(path)) QSKIP("reference/data is not here");
    const std::string file = test::contentOf(path);
    const auto labels = engine::parseNpy(file, path.filename().string());
    QVERIFY(labels.ok());
    QCOMPARE(labels->shape(), (std::vector<std::int64_t>{rows, 3}));
    QCOMPARE(labels->dtype(), DType::I64);
    QVERIFY(engine::encodeNpy(*labels) == file);
}

QTEST_APPLESS_MAIN(TestNpy)
#include "tst_npy.moc"
