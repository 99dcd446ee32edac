// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/npz.h"

#include "io/zip_writer.h"

#include <base/guarded.h>
#include <tensor/npy.h>

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <unordered_set>
#include <utility>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using engine::NamedArrays;
using engine::NdArray;
using engine::Result;
using engine::Status;

constexpr std::string_view kNpy = ".npy";
/// Below this a member may be packed as tightly as it likes: an array of zeros reaches deflate's
/// bound of 1032 : 1.
constexpr std::uint64_t kRatioFloor = 64u << 20;

struct CloseArchive {
    void operator()(zip_t* archive) const { ::zip_discard(archive); }
};
struct CloseMember {
    void operator()(zip_file_t* member) const { ::zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
using OpenMember = std::unique_ptr<zip_file_t, CloseMember>;

/// Whether \a name can be shown and used as a file name below a folder: "norm/up_blocks[1]" is,
/// "../x" is not.
bool isSafeName(std::string_view name) {
    const bool control = std::ranges::any_of(
        name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (name.empty() || name.front() == '/' || control) return false;
    if (name.find('\\') != std::string_view::npos) return false;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..") return false;
        begin = end + 1;
    }
    return true;
}

/// Reads one archive, member by member, within the limits.
class NpzReader {
public:
    NpzReader(const fs::path& path, NpzLimits limits) : m_path(path.string()), m_limits(limits) {}

    Result<NamedArrays> read() {
        if (auto status = open(); !status) return status.error();
        const auto members = std::uint64_t(::zip_get_num_entries(m_archive.get(), 0));
        if (members > m_limits.maxMembers)
            return bad("has " + std::to_string(members) + " members; at most " +
                       std::to_string(m_limits.maxMembers) + " are read");
        NamedArrays arrays;
        for (std::uint64_t i = 0; i < members; ++i)
            if (auto status = readMember(i, arrays); !status) return status.error();
        return arrays;
    }

private:
    Error bad(const std::string& why) const {
        return {ErrorCode::BadFile, m_path + " " + why + "."};
    }
    Error badMember(const std::string& name, const std::string& why) const {
        return {ErrorCode::BadFile, m_path + ": member " + name + " " + why + "."};
    }

    Status open() {
        std::error_code error;
        const auto status = fs::status(m_path, error);
        if (!fs::exists(status))
            return Error{ErrorCode::BadFile, "There is no file " + m_path + "."};
        if (!fs::is_regular_file(status)) return bad("is not a regular file");
        m_fileBytes = fs::file_size(m_path, error);
        int number = 0;
        m_archive.reset(::zip_open(m_path.c_str(), ZIP_RDONLY, &number));
        if (m_archive) return {};
        zip_error_t why;
        ::zip_error_init_with_code(&why, number);
        const std::string text = ::zip_error_strerror(&why);
        ::zip_error_fini(&why);
        if (number == ZIP_ER_OPEN)
            return Error{ErrorCode::Io, "Cannot read " + m_path + ": " + text + "."};
        return bad("is not an NPZ archive: " + text);
    }

    Status readMember(std::uint64_t index, NamedArrays& arrays) {
        zip_stat_t info;
        if (::zip_stat_index(m_archive.get(), index, 0, &info) != 0)
            return bad("has a broken directory at member " + std::to_string(index));
        std::string name = info.name;
        if (name == "data.pkl" || name.ends_with("/data.pkl"))
            return Error{ErrorCode::Unsafe,
                         m_path +
                             " is a PyTorch file with a Python pickle inside: opening it could "
                             "run code hidden in it, so this program never does. Save its "
                             "arrays with numpy.savez."};
        if (!name.ends_with(kNpy)) return {};
        name.resize(name.size() - kNpy.size());
        if (!isSafeName(name))
            return bad("has a member whose name is no array name: index " + std::to_string(index));
        if (!m_names.insert(name).second) return badMember(name, "appears twice");
        if (auto status = checkClaims(name, info); !status) return status;
        auto bytes = unpack(index, name, info.size);
        if (!bytes) return bytes.error();
        auto array = engine::adoptNpy(*std::move(bytes), m_path + ": member " + name);
        if (!array) return array.error();
        arrays.emplace_back(std::move(name), *std::move(array));
        return {};
    }

    /// What the directory says of a member, before memory is spent on it.
    Status checkClaims(const std::string& name, const zip_stat_t& info) {
        constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
        if ((info.valid & kNeeded) != kNeeded)
            return badMember(name, "has no size in the directory");
        if (info.encryption_method != ZIP_EM_NONE) return badMember(name, "is encrypted");
        if (info.comp_method != ZIP_CM_STORE && info.comp_method != ZIP_CM_DEFLATE)
            return badMember(name, "is packed by method " + std::to_string(info.comp_method) +
                                       "; stored and deflated members are read");
        if (info.comp_size > m_fileBytes)
            return badMember(name, "claims " + std::to_string(info.comp_size) +
                                       " bytes in a file of " + std::to_string(m_fileBytes));
        if (info.size > m_limits.maxMemberBytes)
            return badMember(name, "unpacks to " + std::to_string(info.size) + " bytes; at most " +
                                       std::to_string(m_limits.maxMemberBytes) + " are read");
        if (info.size > kRatioFloor &&
            double(info.size) > m_limits.maxRatio * double(info.comp_size))
            return badMember(name, "unpacks " + std::to_string(info.comp_size) + " bytes to " +
                                       std::to_string(info.size) + ", more than any array would");
        m_totalBytes += info.size;
        if (m_totalBytes > m_limits.maxTotalBytes)
            return bad("unpacks to more than " + std::to_string(m_limits.maxTotalBytes) + " bytes");
        return {};
    }

    Result<std::string> unpack(std::uint64_t index, const std::string& name, std::uint64_t size) {
        const OpenMember member(::zip_fopen_index(m_archive.get(), index, 0));
        if (!member)
            return badMember(name,
                             std::string("cannot be read: ") + ::zip_strerror(m_archive.get()));
        std::string bytes(std::size_t(size), '\0');
        std::size_t done = 0;
        char beyond = 0;  // the read past the end is what makes libzip compare the checksum
        for (;;) {
            const bool full = done == bytes.size();
            const zip_int64_t n = ::zip_fread(member.get(), full ? &beyond : bytes.data() + done,
                                              full ? 1 : bytes.size() - done);
            if (n < 0)
                return badMember(
                    name, std::string("cannot be read: ") + ::zip_file_strerror(member.get()));
            if (n == 0) break;
            if (full)
                return badMember(name, "is longer than the " + std::to_string(size) +
                                           " bytes the directory says");
            done += std::size_t(n);
        }
        if (done != bytes.size())
            return badMember(name, "ends after " + std::to_string(done) + " of " +
                                       std::to_string(size) + " bytes");
        return bytes;
    }

    std::string m_path;
    NpzLimits m_limits;
    Archive m_archive;
    std::uint64_t m_fileBytes = 0;
    std::uint64_t m_totalBytes = 0;
    std::unordered_set<std::string> m_names;
};

/// What cannot be written is said before the file is begun.
Status checkWritable(const fs::path& path, const NamedArrays& arrays) {
    std::unordered_set<std::string_view> names;
    for (const auto& [name, array] : arrays) {
        const auto cannot = [&](ErrorCode code, const std::string& why) {
            return Error{code,
                         "Cannot write " + path.string() + ": array \"" + name + "\" " + why + "."};
        };
        if (!isSafeName(name))
            return cannot(ErrorCode::Usage, "has no name that an archive may hold");
        if (!names.insert(name).second) return cannot(ErrorCode::Usage, "was given twice");
        if (!engine::hasNpyType(array.dtype()))
            return cannot(ErrorCode::Unsupported,
                          "is " + std::string(nameOf(array.dtype())) + ", which NPY cannot hold");
    }
    return {};
}

}  // namespace

Result<NamedArrays> readNpz(const fs::path& path, NpzLimits limits) {
    return engine::guarded("Reading " + path.string(),
                           [&] { return NpzReader(path, limits).read(); });
}

Result<engine::AtomicFile> stageNpz(const fs::path& path, const NamedArrays& arrays,
                                    const std::string& provenance) {
    return engine::guarded("Writing " + path.string(), [&]() -> Result<engine::AtomicFile> {
        if (auto status = checkWritable(path, arrays); !status) return status.error();
        auto zip = ZipWriter::create(path);
        if (!zip) return zip.error();
        for (const auto& [name, array] : arrays) {
            auto status =
                zip->add(name + std::string(kNpy), engine::npyHeader(array), array.bytes());
            if (!status) return status.error();
        }
        if (!provenance.empty())
            if (auto status = zip->add("provenance.json", provenance, {}); !status)
                return status.error();
        return zip->finish();
    });
}

Status writeNpz(const fs::path& path, const NamedArrays& arrays, const std::string& provenance) {
    auto file = stageNpz(path, arrays, provenance);
    return file ? file->commit() : Status(file.error());
}

}  // namespace core
