// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/representation_file.h"

#include <base/guarded.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace core {

using engine::Error;
using engine::ErrorCode;
using engine::Status;

namespace {

struct Head {
    std::int64_t height = 0, width = 0, channels = 0;
};

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

Status failure(const std::filesystem::path& file, int number) {
    const bool isFull = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return Error{
        isFull ? ErrorCode::OutOfDisk : ErrorCode::Io,
        "An activation cannot be kept in " + file.string() + ": " + std::strerror(number) + "."};
}

bool write(std::FILE* file, const void* data, std::size_t bytes) {
    return std::fwrite(data, 1, bytes, file) == bytes;
}

}  // namespace

Status writeRepresentation(const std::filesystem::path& path,
                           const engine::Representation& representation) {
    File file(std::fopen(path.c_str(), "wb"));
    if (!file) return failure(path, errno);
    const auto grid = representation.grid();
    const Head head{grid.height, grid.width, representation.channels()};
    const auto tokens = std::as_bytes(representation.tokens());
    if (write(file.get(), &head, sizeof head) && write(file.get(), tokens.data(), tokens.size()) &&
        std::fflush(file.get()) == 0 &&
        std::fclose(file.release()) == 0)  // NFS is full when closed
        return {};
    const int number = errno;
    file.reset();
    std::remove(path.c_str());
    return failure(path, number);
}

engine::Result<std::shared_ptr<const engine::Representation>> readRepresentation(
    const std::filesystem::path& path, const engine::LayerPath& layer) {
    using Shared = std::shared_ptr<const engine::Representation>;
    return engine::guarded("Reading " + path.string(), [&]() -> engine::Result<Shared> {
        const Error damaged{ErrorCode::BadFile,
                            path.string() + ": the kept activation is cut short or damaged."};
        File file(std::fopen(path.c_str(), "rb"));
        Head head;
        if (!file || std::fread(&head, 1, sizeof head, file.get()) != sizeof head) return damaged;
        std::error_code unknown;
        const auto bytes = std::filesystem::file_size(path, unknown);
        const std::int64_t shape[] = {1, head.height, head.width, head.channels};
        const auto count = engine::elementCount(shape);
        if (unknown || !count || bytes < sizeof head ||
            *count != (bytes - sizeof head) / sizeof(float))
            return damaged;
        std::vector<float> tokens(*count);
        if (std::fread(tokens.data(), sizeof(float), tokens.size(), file.get()) != tokens.size())
            return damaged;
        const auto array = engine::NdArray::fromFloats({1, head.height * head.width, head.channels},
                                                       std::move(tokens));
        return engine::Representation::fromActivation(layer, array,
                                                      {int(head.height), int(head.width)});
    });
}

}  // namespace core
