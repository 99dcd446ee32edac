// SPDX-License-Identifier: GPL-3.0-or-later
#include <base/guarded.h>
#include <base/result.h>

#include <QTest>

#include <functional>
#include <memory>
#include <stdexcept>

using engine::Error;
using engine::ErrorCode;
using engine::guarded;
using engine::Result;
using engine::Status;

Q_DECLARE_METATYPE(std::function<void()>)

class TestResult : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsAValueOrAnError();
    void movesItsValueOut();
    void statusHoldsAnErrorOrNothing();
    void guardedPassesOnWhatIsReturned();
    void guardedTurnsExceptionsIntoErrors_data();
    void guardedTurnsExceptionsIntoErrors();
    void aRunEndsWhenNothingMoreIsWanted();
};

void TestResult::holdsAValueOrAnError() {
    const Result<int> value = 3, error = Error{ErrorCode::Io, "x"};
    QVERIFY(value.ok() && bool(value));
    QCOMPARE(*value, 3);
    QVERIFY(!error.ok() && !error);
    QCOMPARE(error.error().code, ErrorCode::Io);
    // A value that is itself an Error stays a value's type away from one.
    const Result<std::string> text = std::string("ok");
    QCOMPARE(text->size(), 2u);
}

void TestResult::movesItsValueOut() {
    Result<std::unique_ptr<int>> r = std::make_unique<int>(5);
    const std::unique_ptr<int> taken = *std::move(r);
    QCOMPARE(*taken, 5);
    Result<std::vector<int>> list = std::vector<int>{1, 2};
    list->push_back(3);
    QCOMPARE(std::move(list).value().size(), 3u);
}

void TestResult::statusHoldsAnErrorOrNothing() {
    const Status good, bad = Error{ErrorCode::OutOfDisk, "full"};
    QVERIFY(good.ok());
    QVERIFY(!bad.ok());
    QCOMPARE(bad.error().message, std::string("full"));
}

void TestResult::guardedPassesOnWhatIsReturned() {
    const auto value = guarded("x", []() -> Result<int> { return 4; });
    QCOMPARE(*value, 4);
    const auto error = guarded("x", []() -> Status { return Error{ErrorCode::Usage, "no"}; });
    QCOMPARE(error.error().message, std::string("no"));
}

void TestResult::guardedTurnsExceptionsIntoErrors_data() {
    QTest::addColumn<std::function<void()>>("thrower");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("message");
    using F = std::function<void()>;
    const auto row = [](const char* name, F thrower, ErrorCode code, const char* message) {
        QTest::newRow(name) << std::move(thrower) << code << QByteArray(message);
    };
    row(
        "Interruption keeps its error",
        [] {
            throw engine::Interruption(Error{ErrorCode::Cancelled, "stopped"});
        },
        ErrorCode::Cancelled, "stopped");
    row(
        "bad_alloc", [] { throw std::bad_alloc(); }, ErrorCode::OutOfMemory,
        "Running failed: out of memory.");
    row(
        "libtorch without memory on the CPU",
        [] {
            throw std::runtime_error(
                "[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't "
                "allocate memory: you tried to allocate 4 bytes.\nframe #0");
        },
        ErrorCode::OutOfMemory,
        "Running failed: [enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate "
        "memory: you tried to allocate 4 bytes.");
    row(
        "libtorch without memory on Windows",
        [] { throw std::runtime_error("DefaultCPUAllocator: not enough memory: you tried"); },
        ErrorCode::OutOfMemory,
        "Running failed: DefaultCPUAllocator: not enough memory: you tried");
    row(
        "libtorch without memory on the device",
        [] { throw std::runtime_error("CUDA out of memory. Tried to allocate"); },
        ErrorCode::OutOfMemory, "Running failed: CUDA out of memory. Tried to allocate");
    row(
        "libtorch's backtrace is cut off",
        [] {
            throw std::runtime_error(
                "sizes differ\nException raised from x (most recent call first)");
        },
        ErrorCode::Internal, "Running failed: sizes differ");
    row(
        "something that is no exception", [] { throw 42; }, ErrorCode::Internal,
        "Running failed for an unknown reason.");
}

void TestResult::guardedTurnsExceptionsIntoErrors() {
    QFETCH(std::function<void()>, thrower);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, message);
    const Status status = guarded("Running", [&]() -> Status {
        thrower();
        return {};
    });
    QVERIFY(!status);
    QCOMPARE(status.error().code, code);
    QCOMPARE(QByteArray::fromStdString(status.error().message), message);
}

void TestResult::aRunEndsWhenNothingMoreIsWanted() {
    QVERIFY(engine::runUntilComplete([] {}));
    QVERIFY(!engine::runUntilComplete([] { throw engine::RunComplete(); }));
    bool passedOn = false;
    const Status status = guarded("x", [&]() -> Status {
        passedOn = !engine::runUntilComplete([] { throw std::runtime_error("other"); });
        return {};
    });
    QVERIFY(!status && !passedOn);
}

QTEST_APPLESS_MAIN(TestResult)
#include "tst_result.moc"
