// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_journal.h"

#include "annotation/json_fields.h"
#include "annotation/label_json.h"

#include <base/atomic_file.h>
#include <base/guarded.h>
#include <base/json.h>
#include <base/system_io.h>

#include <QCryptographicHash>

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::systemIo;

constexpr std::string_view kBegin = R"({"sum":")";
constexpr std::string_view kMiddle = R"(","entry":)";
constexpr std::size_t kSumLength = 16;

std::string sumOf(std::string_view bytes) {
    const auto hash = QCryptographicHash::hash(
        QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())), QCryptographicHash::Sha256);
    return hash.toHex().left(int(kSumLength)).toStdString();
}

Error damaged(const std::string& why) {
    return {ErrorCode::BadFile, why};
}

engine::Result<JournalEntry> entryFrom(std::string_view text) {
    const auto value = engine::parseJson(text, "the entry", {kMaxLabelFileBytes, 16});
    if (!value) return value.error();
    JsonProblem problem("the entry");
    JsonFields fields(*value, {}, problem);
    JournalEntry entry;
    entry.number = fields.integer("number", 1, std::numeric_limits<std::int64_t>::max());
    entry.kind = JournalEntry::Kind(fields.word("kind", {"edit", "undo", "redo"}));
    if (entry.kind == JournalEntry::Kind::Edit) {
        auto edit = editFromJson(fields.object("edit"), "the entry");
        if (!edit) return edit.error();
        entry.edit = std::move(*edit);
    }
    fields.finish();
    if (!problem.status()) return problem.status().error();
    return entry;
}

/// Creating a name is lasting only once the folder is synced.
engine::Status syncFolderOf(const std::filesystem::path& path) {
    const auto folder = path.parent_path();
    const int fd = systemIo().open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0) return engine::systemError("Cannot open the folder", folder, errno);
    const int failed = systemIo().fsync(fd) != 0 ? errno : 0;
    systemIo().close(fd);
    if (failed != 0 && failed != EINVAL && failed != ENOTSUP)
        return engine::systemError("Cannot sync the folder", folder, failed);
    return {};
}

}  // namespace

std::string journalLine(const JournalEntry& entry) {
    static constexpr const char* kNames[] = {"edit", "undo", "redo"};
    nlohmann::ordered_json value = {{"number", entry.number}, {"kind", kNames[int(entry.kind)]}};
    if (entry.kind == JournalEntry::Kind::Edit) value["edit"] = toJson(entry.edit);
    const std::string text =
        value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    return std::string(kBegin) + sumOf(text) + std::string(kMiddle) + text + "}\n";
}

engine::Result<JournalEntry> parseJournalLine(std::string_view line) {
    const std::size_t head = kBegin.size() + kSumLength + kMiddle.size();
    if (line.size() <= head || line.substr(0, kBegin.size()) != kBegin || line.back() != '}' ||
        line.substr(kBegin.size() + kSumLength, kMiddle.size()) != kMiddle)
        return damaged("it is no line of a journal");
    const auto text = line.substr(head, line.size() - head - 1);
    if (sumOf(text) != line.substr(kBegin.size(), kSumLength))
        return damaged("its checksum does not match");
    return engine::guarded("Reading the entry", [&] { return entryFrom(text); });
}

engine::Result<JournalContent> readJournal(const std::filesystem::path& path) {
    const auto bytes = engine::readFile(path, kMaxLabelFileBytes);
    if (!bytes) return bytes.error();
    JournalContent content;
    const std::string_view all = *bytes;
    for (std::size_t begin = 0; begin < all.size();) {
        const auto end = all.find('\n', begin);
        if (end == all.npos) {
            content.isTorn = true;
            break;
        }
        content.lines.push_back({begin, parseJournalLine(all.substr(begin, end - begin))});
        content.wholeBytes = begin = end + 1;
    }
    return content;
}

JournalWriter::JournalWriter(std::filesystem::path path, int fd, std::size_t length)
    : m_path(std::move(path)), m_fd(fd), m_length(length) {}

JournalWriter::~JournalWriter() {
    systemIo().close(m_fd);
}

engine::Result<std::unique_ptr<JournalWriter>> JournalWriter::create(
    const std::filesystem::path& path) {
    const int fd =
        systemIo().open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0) return engine::systemError("Cannot create the journal", path, errno);
    std::unique_ptr<JournalWriter> writer(new JournalWriter(path, fd, 0));
    if (auto synced = syncFolderOf(path); !synced) {
        systemIo().unlink(path.c_str());
        return synced.error();
    }
    return writer;
}

engine::Result<std::unique_ptr<JournalWriter>> JournalWriter::resume(
    const std::filesystem::path& path, std::size_t wholeBytes) {
    const int fd = systemIo().open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC, 0);
    if (fd < 0) return engine::systemError("Cannot continue the journal", path, errno);
    std::unique_ptr<JournalWriter> writer(new JournalWriter(path, fd, wholeBytes));
    struct stat info {};
    if (::fstat(fd, &info) != 0)
        return engine::systemError("Cannot continue the journal", path, errno);
    // The last program may have died between writing and syncing: what we read becomes lasting now.
    if (std::size_t(info.st_size) != wholeBytes && systemIo().ftruncate(fd, off_t(wholeBytes)) != 0)
        return engine::systemError("Cannot cut the torn end off the journal", path, errno);
    if (systemIo().fsync(fd) != 0)
        return engine::systemError("Cannot continue the journal", path, errno);
    return writer;
}

engine::Status JournalWriter::append(std::string_view line) {
    std::size_t done = 0;
    while (done < line.size()) {
        const ssize_t n = systemIo().write(m_fd, line.data() + done, line.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return fail(n < 0 ? errno : ENOSPC);
        done += std::size_t(n);
    }
    if (systemIo().fsync(m_fd) != 0) {
        // The system may have dropped the bytes and would call the next fsync a success.
        const int number = errno;
        m_isUsable = false;
        return fail(number);
    }
    m_length += line.size();
    return {};
}

engine::Status JournalWriter::fail(int number) {
    if (systemIo().ftruncate(m_fd, off_t(m_length)) != 0) m_isUsable = false;
    return engine::systemError("The edit was not made, as it cannot be written to", m_path, number);
}

}  // namespace core
