// The two decompressors over a file: zstd's and zlib's streaming interfaces with one fixed input block each.
#include "io/decompress.hpp"

#include <fmt/core.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <new>
#include <vector>

namespace limcode::io {
namespace {

constexpr std::size_t feed_bytes = std::size_t{128} << 10;

Error damaged(const FileSource& file, std::string_view format, std::string_view why) {
  Error error;
  error.code = Errc::invalid_value;
  error.detail = fmt::format("the {} data of '{}' is damaged: {}", format, file.name(), why);
  return error;
}

Error cut_short(const FileSource& file, std::string_view format) {
  Error error;
  error.code = Errc::unexpected_end;
  error.detail = fmt::format("the {} data of '{}' is cut short", format, file.name());
  return error;
}

// The compressed bytes that are read and not yet used.
class Feed {
 public:
  explicit Feed(FileSource& file) : file_(&file), block_(feed_bytes) {}

  // Reads the next block when this one is used up; false at the end of the file.
  Result<bool> fill() {
    if (!bytes_.empty()) return true;
    const auto count = file_->read(block_);
    if (!count) return std::unexpected(count.error());
    bytes_ = std::span(block_).first(*count);
    total_ += *count;
    return *count != 0;
  }
  [[nodiscard]] std::span<std::byte> bytes() const { return bytes_; }
  [[nodiscard]] bool ready() const noexcept { return !bytes_.empty() || file_->ready(); }
  void use(std::size_t count) { bytes_ = bytes_.subspan(count); }
  [[nodiscard]] const FileSource& file() const { return *file_; }
  /// The bytes that have been read.
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  FileSource* file_;
  std::vector<std::byte> block_;
  std::span<std::byte> bytes_;
  std::uint64_t total_ = 0;
};

// What both formats share.
class Decompressor : public Source {
 public:
  Decompressor(FileSource& file, std::optional<std::uint64_t> most_held) : feed_(file), most_held_(most_held) {}

  [[nodiscard]] bool ready() const noexcept override { return feed_.ready(); }
  [[nodiscard]] Result<void> allow_held(std::uint64_t bytes) const override {
    const std::uint64_t most = most_held_.value_or(std::max(always_held, held_multiple * feed_.total()));
    if (bytes <= most) return {};
    Error error;
    error.code = Errc::limit_exceeded;
    error.detail = fmt::format("'{}' is compressed and unpacks to more than {} bytes", feed_.file().name(), most);
    return std::unexpected(std::move(error));
  }

 protected:
  Feed feed_;

 private:
  std::optional<std::uint64_t> most_held_;
};

class ZstdSource final : public Decompressor {
 public:
  ZstdSource(FileSource& file, std::optional<std::uint64_t> most_held)
      : Decompressor(file, most_held), stream_(ZSTD_createDStream(), ZSTD_freeDStream) {
    if (!stream_) throw std::bad_alloc();
  }

  Result<std::size_t> read(std::span<std::byte> into) override {
    ZSTD_outBuffer out{into.data(), into.size(), 0};
    while (out.pos == 0) {
      const auto more = feed_.fill();
      if (!more) return std::unexpected(more.error());
      ZSTD_inBuffer in{feed_.bytes().data(), feed_.bytes().size(), 0};
      const std::size_t status = ZSTD_decompressStream(stream_.get(), &out, &in);
      feed_.use(in.pos);
      if (ZSTD_isError(status) != 0) {
        return std::unexpected(damaged(feed_.file(), "zstd", ZSTD_getErrorName(status)));
      }
      if (!*more && out.pos == 0) {
        if (inside_frame_) return std::unexpected(cut_short(feed_.file(), "zstd"));
        return std::size_t{0};
      }
      // 0 says that a frame is complete; a file may hold several.
      if (in.pos != 0 || out.pos != 0) inside_frame_ = status != 0;
    }
    return out.pos;
  }

 private:
  std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream_;
  bool inside_frame_ = false;
};

class GzipSource final : public Decompressor {
 public:
  GzipSource(FileSource& file, std::optional<std::uint64_t> most_held) : Decompressor(file, most_held) {
    // 16 more than the largest window: gzip framing and nothing else.
    if (inflateInit2(&stream_, MAX_WBITS + 16) != Z_OK) throw std::bad_alloc();
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override { inflateEnd(&stream_); }

  Result<std::size_t> read(std::span<std::byte> into) override {
    const std::size_t room = std::min<std::size_t>(into.size(), std::numeric_limits<uInt>::max());
    stream_.next_out = reinterpret_cast<Bytef*>(into.data());
    stream_.avail_out = static_cast<uInt>(room);
    while (stream_.avail_out == room) {
      const auto more = feed_.fill();
      if (!more) return std::unexpected(more.error());
      if (!*more) {
        if (inside_member_) return std::unexpected(cut_short(feed_.file(), "gzip"));
        return std::size_t{0};
      }
      if (auto status = inflate_block(); !status) return std::unexpected(status.error());
    }
    return room - stream_.avail_out;
  }

 private:
  Result<void> inflate_block() {
    // A file may hold several members end to end.
    if (!inside_member_) inflateReset(&stream_);
    inside_member_ = true;
    stream_.next_in = reinterpret_cast<Bytef*>(feed_.bytes().data());
    stream_.avail_in = static_cast<uInt>(feed_.bytes().size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    feed_.use(feed_.bytes().size() - stream_.avail_in);
    if (status == Z_STREAM_END) {
      inside_member_ = false;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      return std::unexpected(damaged(feed_.file(), "gzip", stream_.msg != nullptr ? stream_.msg : "not a gzip member"));
    }
    return {};
  }

  z_stream stream_{};
  bool inside_member_ = false;
};

constexpr std::array zstd_magic{std::byte{0x28}, std::byte{0xb5}, std::byte{0x2f}, std::byte{0xfd}};
constexpr std::array gzip_magic{std::byte{0x1f}, std::byte{0x8b}, std::byte{0x08}};

}  // namespace

Result<std::unique_ptr<Source>> open_decompressor(FileSource& file, std::optional<std::uint64_t> most_held) {
  const auto start = file.peek();
  if (!start) return std::unexpected(start.error());
  const auto starts_with = [&](std::span<const std::byte> magic) {
    return start->size() >= magic.size() && std::ranges::equal(start->first(magic.size()), magic);
  };
  if (starts_with(zstd_magic)) return std::make_unique<ZstdSource>(file, most_held);
  if (starts_with(gzip_magic)) return std::make_unique<GzipSource>(file, most_held);
  return nullptr;
}

}  // namespace limcode::io
