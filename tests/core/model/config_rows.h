// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/json.h>
#include <base/result.h>

#include <QTest>

/// Columns and checks that the tests of all configs share.
namespace config_rows {

inline void columns() {
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<engine::ErrorCode>("code");
    QTest::addColumn<QByteArray>("named");
}

/// One way to break a config: \a changes is merged into a good one; the message must hold \a named.
inline void row(const char* why, const char* changes, engine::ErrorCode code, const char* named) {
    QTest::newRow(why) << QByteArray(changes) << code << QByteArray(named);
}

/// Checks that the current row's config is refused as it says.
template <typename Config>
void checkRefused(nlohmann::json good) {
    QFETCH(QByteArray, changes);
    QFETCH(engine::ErrorCode, code);
    QFETCH(QByteArray, named);
    const auto patch = nlohmann::json::parse(changes.toStdString());
    if (patch.is_object())
        good.update(patch);
    else
        good = patch;
    const auto config = Config::fromJson(good, "folder/config.json");
    QVERIFY2(!config.ok(), "the broken config was read");
    QCOMPARE(config.error().code, code);
    const auto message = QByteArray::fromStdString(config.error().message);
    QVERIFY2(message.startsWith("folder/config.json"), message.constData());
    QVERIFY2(message.contains(named), message.constData());
}

}  // namespace config_rows

Q_DECLARE_METATYPE(engine::ErrorCode)
