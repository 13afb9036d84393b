// All codecs by name.
#include "solana/codecs.hpp"

namespace limcode::plan {

const Codec* find_codec(std::string_view name) noexcept {
  static constexpr const Codec* codecs[] = {
      &solana::zero_padding,
      &solana::padding,
      &solana::rest_of_bytes,
      &solana::rest_of_keys,
      &solana::trailing_bool,
      &solana::lookup_table,
      &solana::stored_account,
      &solana::append_vec,
      &solana::compact_vote_state_update,
      &solana::tower_sync,
      &solana::v1_message,
      &solana::shred,
      &solana::component_marker,
      &solana::v1_message_of_serde,
  };
  for (const Codec* codec : codecs) {
    if (codec->name == name) return codec;
  }
  return nullptr;
}

}  // namespace limcode::plan
