// SPDX-License-Identifier: GPL-3.0-or-later
#include <model/run_memory.h>

#include <QtTest>

#include <c10/core/Allocator.h>
#include <torch/version.h>

#include <cstring>
#include <set>

using engine::RunMemory;

namespace {

constexpr std::size_t kMiB = std::size_t(1) << 20;

c10::DataPtr tensorMemory(std::size_t bytes) {
    auto memory = c10::GetAllocator(c10::kCPU)->allocate(bytes);
    std::memset(memory.get(), 1, bytes);
    return memory;
}

}  // namespace

class TestRunMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void largeBlocksServeAgain();
    void otherSizesDoNot();
    void nothingIsKeptOutsideARun();
    void noMoreIsKeptThanAllowed();
    void whatNobodyWantsIsGivenBack();
    void tensorsOutliveTheRun();
};

void TestRunMemory::initTestCase() {
    if (TORCH_VERSION_MAJOR >= 2) QSKIP("libtorch 2 allocates by itself.");
}

void TestRunMemory::largeBlocksServeAgain() {
    const RunMemory run;
    auto first = tensorMemory(8 * kMiB);
    const void* address = first.get();
    QCOMPARE(reinterpret_cast<std::uintptr_t>(address) % 64, std::uintptr_t(0));
    first.clear();
    QVERIFY(RunMemory::bytesKept() >= 8 * kMiB);
    const auto smaller = tensorMemory(7 * kMiB);
    QCOMPARE(smaller.get(), const_cast<void*>(address));
    QCOMPARE(RunMemory::bytesKept(), std::size_t(0));
}

void TestRunMemory::otherSizesDoNot() {
    const RunMemory run;
    const void* large = tensorMemory(8 * kMiB).get();  // let go at once
    QVERIFY(tensorMemory(4 * kMiB).get() != large);    // most of it would be wasted
    QVERIFY(tensorMemory(16 * kMiB).get() != large);
    const auto kept = RunMemory::bytesKept();
    tensorMemory(1000).clear();
    QCOMPARE(RunMemory::bytesKept(), kept);
}

void TestRunMemory::nothingIsKeptOutsideARun() {
    tensorMemory(8 * kMiB).clear();
    QCOMPARE(RunMemory::bytesKept(), std::size_t(0));
    {
        const RunMemory outer;
        {
            const RunMemory inner;
            tensorMemory(8 * kMiB).clear();
        }
        QVERIFY(RunMemory::bytesKept() >= 8 * kMiB);
    }
    QCOMPARE(RunMemory::bytesKept(), std::size_t(0));
}

void TestRunMemory::noMoreIsKeptThanAllowed() {
    const RunMemory run;
    std::vector<c10::DataPtr> blocks;
    for (std::size_t i = 0; i < 10; ++i)
        blocks.push_back(c10::GetAllocator(c10::kCPU)->allocate(RunMemory::kMostKept / 8));
    blocks.clear();
    QVERIFY(RunMemory::bytesKept() <= RunMemory::kMostKept);
    QVERIFY(RunMemory::bytesKept() > RunMemory::kMostKept / 2);
    c10::GetAllocator(c10::kCPU)->allocate(RunMemory::kMostKept + kMiB).clear();
    QVERIFY(RunMemory::bytesKept() <= RunMemory::kMostKept);
}

/// The next network has other sizes.
void TestRunMemory::whatNobodyWantsIsGivenBack() {
    const RunMemory run;
    c10::GetAllocator(c10::kCPU)->allocate(64 * kMiB).clear();
    for (int i = 0; i < 1000; ++i) tensorMemory(8 * kMiB).clear();
    QVERIFY(RunMemory::bytesKept() >= 8 * kMiB);
    QVERIFY(RunMemory::bytesKept() < 64 * kMiB);
}

void TestRunMemory::tensorsOutliveTheRun() {
    c10::DataPtr kept;
    {
        const RunMemory run;
        kept = tensorMemory(8 * kMiB);
    }
    QCOMPARE(static_cast<const char*>(kept.get())[8 * kMiB - 1], char(1));
}

QTEST_GUILESS_MAIN(TestRunMemory)
#include "tst_run_memory.moc"
