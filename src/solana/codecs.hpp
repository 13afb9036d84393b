// The codecs of Solana's types by the file that defines them. codecs.cpp collects them for plan::find_codec.
#pragma once

#include "plan/codec.hpp"

namespace limcode::solana {

// account_codecs.cpp: what may follow the data of an account.
extern const plan::Codec zero_padding;
extern const plan::Codec padding;
extern const plan::Codec rest_of_bytes;
extern const plan::Codec rest_of_keys;
extern const plan::Codec trailing_bool;
extern const plan::Codec lookup_table;

// account_file_codecs.cpp: the account files of snapshots.
extern const plan::Codec stored_account;
extern const plan::Codec append_vec;

// block_codecs.cpp: the markers of blocks.
extern const plan::Codec component_marker;

// vote_codecs.cpp: towers with their lockouts as offsets.
extern const plan::Codec compact_vote_state_update;
extern const plan::Codec tower_sync;

// message_codecs.cpp: version 1 of messages, and shreds.
extern const plan::Codec v1_message;
extern const plan::Codec v1_message_of_serde;
extern const plan::Codec shred;

}  // namespace limcode::solana
