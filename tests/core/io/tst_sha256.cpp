// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sha256.h"

#include <QCryptographicHash>
#include <QTest>

#include <algorithm>

namespace {

QByteArray hashOf(const QByteArray& data, qsizetype piece) {
    core::Sha256 hash;
    for (qsizetype at = 0; at < data.size(); at += piece)
        hash.add(std::as_bytes(
            std::span(data.constData() + at, std::size_t(std::min(piece, data.size() - at)))));
    return QByteArray::fromStdString(hash.hex());
}

}  // namespace

class TestSha256 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void published_data();
    void published();
    void agreesWithQt();
};

/// The examples of FIPS 180-4.
void TestSha256::published_data() {
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("nothing")
        << QByteArray()
        << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("one block")
        << QByteArray("abc")
        << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("the length goes into a second block")
        << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("many blocks")
        << QByteArray(1'000'000, 'a')
        << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void TestSha256::published() {
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, digest);
    for (const qsizetype piece : {1'000'000, 4096, 100, 63}) QCOMPARE(hashOf(data, piece), digest);
}

/// Every length around the blocks, in pieces that fit no block.
void TestSha256::agreesWithQt() {
    QByteArray data;
    for (int length = 0; length < 260; ++length) {
        const auto expected = QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
        QCOMPARE(hashOf(data, 1000), expected);
        QCOMPARE(hashOf(data, 7), expected);
        data += char(length * 37 + 11);
    }
}

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_sha256.moc"
