// from_json.
#include "json/encode.hpp"

#include "json/encode_parallel.hpp"
#include "wire/any_format.hpp"

namespace limcode {
namespace json {
namespace {

Result<void> encode_into(const Plan& plan, std::string_view text, Buffer& out, FrameSink* sink, const JsonStyle& style,
                         unsigned threads, const WindowSizes& sizes) {
  const plan::Program& program = plan.program();
  return wire::with_legacy_or_any(program.config, [&]<class Format>(Format) {
    Encoder<Format> whole(program, style, sizes, out, sink);
    if (threads > 1) {
      whole.share([&](std::string_view all, const LargeList& list, Stretch& stretch, bool streams) {
        return ParallelEncoder<Format>(program, style, sizes, whole, all, list, streams, threads).run(stretch);
      });
    }
    return whole.run(text);
  });
}

}  // namespace

Result<void> encode_text(const Plan& plan, std::string_view text, Buffer& out, const JsonStyle& style, unsigned threads,
                         const WindowSizes& sizes) {
  return encode_into(plan, text, out, nullptr, style, threads, sizes);
}

Result<void> encode_text(const Plan& plan, std::string_view text, FrameSink& out, const JsonStyle& style,
                         unsigned threads, const WindowSizes& sizes) {
  Buffer frame;
  return encode_into(plan, text, frame, &out, style, threads, sizes);
}

}  // namespace json

Result<void> from_json(const Plan& plan, std::string_view json, Buffer& out, const JsonStyle& style, unsigned threads) {
  return json::encode_text(plan, json, out, style, threads, {});
}

Result<void> from_json(const Plan& plan, std::string_view json, FrameSink& out, const JsonStyle& style,
                       unsigned threads) {
  return json::encode_text(plan, json, out, style, threads, {});
}

}  // namespace limcode
