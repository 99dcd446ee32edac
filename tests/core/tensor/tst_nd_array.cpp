// SPDX-License-Identifier: GPL-3.0-or-later
#include <tensor/halves.h>
#include <tensor/nd_array.h>

#include <QTest>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

using engine::DType;
using engine::NdArray;

class TestNdArray : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dtypeNamesRoundTrip();
    void elementCounts_data();
    void elementCounts();
    void manyHalvesAreAsEach();
    void everyHalfRoundTrips();
    void everyHalfMidpointRoundsToEven();
    void halfExtremes_data();
    void halfExtremes();
    void bfloat16_data();
    void bfloat16();
    void convertsToFloats_data();
    void convertsToFloats();
    void convertsToInts_data();
    void convertsToInts();
    void readsUnalignedElements();
    void copiesShareTheElements();
    void findsByName();
};

namespace {

template <typename T>
NdArray arrayOf(DType dtype, const std::vector<T>& values) {
    std::vector<std::byte> bytes(values.size() * sizeof(T));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return NdArray::fromBytes(dtype, {std::int64_t(values.size())}, std::move(bytes));
}

}  // namespace

void TestNdArray::dtypeNamesRoundTrip() {
    int readable = 0;
    for (int i = 0; i <= int(DType::F8E5M2); ++i) {
        QVERIFY(engine::dtypeNamed(engine::nameOf(DType(i))) == DType(i));
        readable += engine::isReadable(DType(i));
    }
    QCOMPARE(readable, 8);
    QVERIFY(!engine::dtypeNamed("f32"));
    QCOMPARE(engine::sizeOf(DType::BF16), 2u);
    QVERIFY(engine::nameOf(DType::Bool) == "BOOL");
}

void TestNdArray::elementCounts_data() {
    QTest::addColumn<QList<qint64>>("shape");
    QTest::addColumn<qint64>("count");  // -1: none
    constexpr qint64 big = std::numeric_limits<qint64>::max();
    QTest::newRow("a scalar is one element") << QList<qint64>{} << qint64(1);
    QTest::newRow("product") << QList<qint64>{2, 3, 4} << qint64(24);
    QTest::newRow("a zero empties") << QList<qint64>{5, 0} << qint64(0);
    QTest::newRow("a zero empties beside an overflow") << QList<qint64>{big, big, 0} << qint64(0);
    QTest::newRow("negative") << QList<qint64>{2, -1} << qint64(-1);
    QTest::newRow("negative beside a zero") << QList<qint64>{0, -1} << qint64(-1);
    QTest::newRow("overflow") << QList<qint64>{big, 3} << qint64(-1);
}

void TestNdArray::elementCounts() {
    QFETCH(QList<qint64>, shape);
    QFETCH(qint64, count);
    const std::vector<std::int64_t> sides(shape.begin(), shape.end());
    const auto found = engine::elementCount(sides);
    QCOMPARE(found ? qint64(*found) : -1, count);
}

// Unaligned, and a count that vectors do not divide.
void TestNdArray::manyHalvesAreAsEach() {
    std::vector<std::byte> bytes(1 + 2 * 0x10003);
    for (std::uint32_t i = 0; i < 0x10003; ++i) {
        const auto bits = std::uint16_t(i);
        std::memcpy(&bytes[1 + 2 * i], &bits, 2);
    }
    std::vector<float> floats(0x10003);
    engine::halvesToFloats(&bytes[1], floats.data(), floats.size());
    for (std::uint32_t i = 0; i < floats.size(); ++i) {
        const float expected = engine::halfToFloat(std::uint16_t(i));
        QVERIFY(std::isnan(expected) ? std::isnan(floats[i])
                                     : std::bit_cast<std::uint32_t>(expected) ==
                                           std::bit_cast<std::uint32_t>(floats[i]));
    }
}

void TestNdArray::everyHalfRoundTrips() {
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const float value = engine::halfToFloat(std::uint16_t(bits));
        if (std::isnan(value)) {
            QVERIFY((bits & 0x7fff) > 0x7c00);
            QVERIFY(std::isnan(engine::halfToFloat(engine::floatToHalf(value))));
        } else {
            QCOMPARE(engine::floatToHalf(value), std::uint16_t(bits));
        }
    }
}

// Between neighbours lo and hi: just below the middle gives lo, just above gives hi, the middle the
// even one. This covers normals, subnormals and the step between them.
void TestNdArray::everyHalfMidpointRoundsToEven() {
    for (std::uint32_t bits = 0; bits < 0x7bff; ++bits) {
        const auto lo = std::uint16_t(bits), hi = std::uint16_t(bits + 1);
        const float middle = (engine::halfToFloat(lo) + engine::halfToFloat(hi)) / 2;  // exact
        QCOMPARE(engine::floatToHalf(std::nextafter(middle, 0.0f)), lo);
        QCOMPARE(engine::floatToHalf(std::nextafter(middle, 1e9f)), hi);
        QCOMPARE(engine::floatToHalf(middle), lo % 2 == 0 ? lo : hi);
        QCOMPARE(engine::floatToHalf(-middle), std::uint16_t(0x8000 | (lo % 2 == 0 ? lo : hi)));
    }
}

void TestNdArray::halfExtremes_data() {
    QTest::addColumn<float>("value");
    QTest::addColumn<quint16>("bits");
    QTest::newRow("largest half") << 65504.0f << quint16(0x7bff);
    QTest::newRow("just below the overflow") << 65519.996f << quint16(0x7bff);
    QTest::newRow("rounds to infinity") << 65520.0f << quint16(0x7c00);
    QTest::newRow("far too large") << -1e30f << quint16(0xfc00);
    QTest::newRow("infinity") << std::numeric_limits<float>::infinity() << quint16(0x7c00);
    QTest::newRow("half the least subnormal ties to zero") << 0x1p-25f << quint16(0);
    QTest::newRow("float subnormal") << -0x1p-140f << quint16(0x8000);
    QTest::newRow("negative zero") << -0.0f << quint16(0x8000);
}

void TestNdArray::halfExtremes() {
    QFETCH(float, value);
    QFETCH(quint16, bits);
    QCOMPARE(engine::floatToHalf(value), bits);
}

void TestNdArray::bfloat16_data() {
    QTest::addColumn<quint32>("bits");
    QTest::addColumn<quint16>("rounded");
    QTest::newRow("one") << 0x3f800000u << quint16(0x3f80);
    QTest::newRow("tie to even, down") << 0x3f808000u << quint16(0x3f80);
    QTest::newRow("tie to even, up") << 0x3f818000u << quint16(0x3f82);
    QTest::newRow("above the tie") << 0x3f808001u << quint16(0x3f81);
    QTest::newRow("largest float becomes infinity") << 0x7f7fffffu << quint16(0x7f80);
    QTest::newRow("a NaN in the low bits stays NaN") << 0x7f800001u << quint16(0x7fc0);
    QTest::newRow("a NaN does not wrap into zero") << 0xffffffffu << quint16(0xffff);
}

void TestNdArray::bfloat16() {
    QFETCH(quint32, bits);
    QFETCH(quint16, rounded);
    const float value = std::bit_cast<float>(bits);
    QCOMPARE(engine::floatToBfloat16(value), rounded);
    const float back = engine::bfloat16ToFloat(rounded);
    QCOMPARE(std::bit_cast<std::uint32_t>(back), std::uint32_t(rounded) << 16);
}

void TestNdArray::convertsToFloats_data() {
    QTest::addColumn<int>("dtype");
    for (int i = 0; i <= int(DType::F8E5M2); ++i)
        QTest::newRow(std::string(engine::nameOf(DType(i))).c_str()) << i;
}

void TestNdArray::convertsToFloats() {
    QFETCH(int, dtype);
    const std::vector<std::uint16_t> halves = {0x0000, 0x3c00, 0xc100};  // 0, 1, -2.5
    const std::vector<std::uint16_t> brain = {0x0000, 0x3f80, 0xc020};   // 0, 1, -2.5
    std::optional<NdArray> array;
    std::vector<float> expected = {0, 1, -2.5f};
    switch (DType(dtype)) {
        case DType::F64:
            array = arrayOf<double>(DType::F64, {0, 1, -2.5});
            break;
        case DType::F32:
            array = arrayOf<float>(DType::F32, {0, 1, -2.5f});
            break;
        case DType::F16:
            array = arrayOf(DType::F16, halves);
            break;
        case DType::BF16:
            array = arrayOf(DType::BF16, brain);
            break;
        case DType::I64:
            array = arrayOf<std::int64_t>(DType::I64, {0, -7, 1 << 20});
            break;
        case DType::I32:
            array = arrayOf<std::int32_t>(DType::I32, {0, -7, 1 << 20});
            break;
        case DType::U8:
            array = arrayOf<std::uint8_t>(DType::U8, {0, 1, 255});
            break;
        case DType::Bool:
            array = arrayOf<std::uint8_t>(DType::Bool, {0, 1, 2});
            break;
        default: {
            const std::vector<std::byte> bytes(engine::sizeOf(DType(dtype)));
            const auto refused = NdArray::fromBytes(DType(dtype), {1}, bytes).toFloats();
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, engine::ErrorCode::Unsupported);
            return;
        }
    }
    if (DType(dtype) == DType::I64 || DType(dtype) == DType::I32) expected = {0, -7, 1 << 20};
    if (DType(dtype) == DType::U8) expected = {0, 1, 255};
    if (DType(dtype) == DType::Bool) expected = {0, 1, 1};
    QCOMPARE(*array->toFloats(), expected);
}

void TestNdArray::convertsToInts_data() {
    QTest::addColumn<int>("dtype");
    for (const DType d : {DType::I64, DType::I32, DType::U8, DType::Bool, DType::F32, DType::U64})
        QTest::newRow(std::string(engine::nameOf(d)).c_str()) << int(d);
}

void TestNdArray::convertsToInts() {
    QFETCH(int, dtype);
    const std::size_t size = engine::sizeOf(DType(dtype));
    std::vector<std::byte> bytes(2 * size);
    bytes[size] = std::byte(3);
    const auto ints = NdArray::fromBytes(DType(dtype), {2}, bytes).toInts();
    if (DType(dtype) == DType::F32 || DType(dtype) == DType::U64) {
        QVERIFY(!ints);
        QCOMPARE(ints.error().code, engine::ErrorCode::Unsupported);
    } else {
        QCOMPARE(*ints, (std::vector<std::int64_t>{0, DType(dtype) == DType::Bool ? 1 : 3}));
    }
}

void TestNdArray::readsUnalignedElements() {
    const auto owner = std::make_shared<std::vector<std::byte>>(1 + 2 * sizeof(double));
    const double values[] = {1.5, -3};
    std::memcpy(owner->data() + 1, values, sizeof values);
    const NdArray array(DType::F64, {2}, owner, owner->data() + 1);
    QCOMPARE(*array.toFloats(), (std::vector<float>{1.5f, -3}));
}

void TestNdArray::copiesShareTheElements() {
    NdArray copy;
    QCOMPARE(copy.count(), 0u);
    {
        const NdArray array = NdArray::fromFloats({2, 2}, {1, 2, 3, 4});
        copy = array;
        QCOMPARE(copy.floats().data(), array.floats().data());
    }
    QCOMPARE(copy.rank(), 2);
    QCOMPARE(copy.floats()[3], 4.0f);
    QCOMPARE(engine::shapeText(copy.shape()), std::string("[2, 2]"));
    QCOMPARE(NdArray::fromInts({1}, {9}).ints()[0], 9);
}

void TestNdArray::findsByName() {
    const engine::NamedArrays arrays = {{"a", NdArray::fromInts({}, {1})},
                                        {"a", NdArray::fromInts({}, {2})}};
    QCOMPARE(engine::findArray(arrays, "a"), &arrays[0].second);
    QVERIFY(engine::findArray(arrays, "b") == nullptr);
}

QTEST_APPLESS_MAIN(TestNdArray)
#include "tst_nd_array.moc"
