// Random values of the types that the Solana SDK declares, written by bincode and printed by serde_json: a line each of
// the type as limcode calls it, the bytes in hex and the JSON. Only values that bincode gives back are taken.

mod making;

use making::Making;
use serde::{Deserialize, Serialize};
use std::io::Write;

fn hex(bytes: &[u8], to: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        to.extend([DIGITS[(byte >> 4) as usize], DIGITS[(byte & 15) as usize]]);
    }
}

fn is_given_back<T: Serialize + for<'de> Deserialize<'de>>(wire: &[u8]) -> bool {
    match bincode::deserialize::<T>(wire) {
        Ok(value) => bincode::serialize(&value).map_or(false, |again| again == wire),
        Err(_) => false,
    }
}

fn values<T: Serialize + for<'de> Deserialize<'de>>(name: &str, count: u64, out: &mut impl Write) {
    let mut making = Making::new(name);
    let mut line = Vec::new();
    let mut made = 0;
    for _ in 0..count * 50 {
        if made == count {
            break;
        }
        making.start();
        let Ok(value) = T::deserialize(&mut making) else { continue };
        let Ok(wire) = bincode::serialize(&value) else { continue };
        if !is_given_back::<T>(&wire) {
            continue;
        }
        line.clear();
        line.extend_from_slice(name.as_bytes());
        line.push(b'\t');
        hex(&wire, &mut line);
        line.push(b'\t');
        serde_json::to_writer(&mut line, &value).expect("serde_json prints it");
        line.push(b'\n');
        out.write_all(&line).expect("the lines can be written");
        made += 1;
    }
    assert_eq!(made, count, "{name}: too few of what was made up are values");
}

fn main() {
    let count = std::env::args().nth(1).map_or(1000, |text| text.parse().expect("a number of values"));
    let out = &mut std::io::BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    macro_rules! all {
        ($($name:literal $type:ty;)*) => { $(values::<$type>($name, count, out);)* };
    }
    all! {
        "solana::Pubkey" solana_pubkey::Pubkey;
        "solana::Hash" solana_hash::Hash;
        "solana::Signature" solana_signature::Signature;
        "solana::MessageHeader" solana_message::MessageHeader;
        "solana::CompiledInstruction" solana_message::compiled_instruction::CompiledInstruction;
        "solana::Message" solana_message::legacy::Message;
        "solana::v0::Message" solana_message::v0::Message;
        "solana::v0::MessageAddressTableLookup" solana_message::v0::MessageAddressTableLookup;
        "solana::VersionedMessage" solana_message::VersionedMessage;
        "solana::Transaction" solana_transaction::Transaction;
        "solana::VersionedTransaction" solana_transaction::versioned::VersionedTransaction;
        "solana::Block" Vec<solana_transaction::versioned::VersionedTransaction>;
        "solana::TransactionError" solana_transaction_error::TransactionError;
        "solana::InstructionError" solana_instruction_error::InstructionError;
        "solana::Clock" solana_clock::Clock;
        "solana::Rent" solana_rent::Rent;
        "solana::EpochSchedule" solana_epoch_schedule::EpochSchedule;
        "solana::EpochRewards" solana_epoch_rewards::EpochRewards;
        "solana::LastRestartSlot" solana_last_restart_slot::LastRestartSlot;
        "solana::FeeCalculator" solana_fee_calculator::FeeCalculator;
        "solana::FeeRateGovernor" solana_fee_calculator::FeeRateGovernor;
        "solana::SlotHashes" solana_slot_hashes::SlotHashes;
        "solana::StakeHistory" solana_stake_history::StakeHistory;
        "solana::nonce::Versions" solana_nonce::versions::Versions;
        "solana::SystemInstruction" solana_system_interface::instruction::SystemInstruction;
        "solana::StakeInstruction" solana_stake_interface::instruction::StakeInstruction;
        "solana::StakeStateV2" solana_stake_interface::state::StakeStateV2;
        "solana::ProgramState" solana_address_lookup_table_interface::state::ProgramState;
        "solana::AddressLookupTableInstruction" solana_address_lookup_table_interface::instruction::ProgramInstruction;
        "solana::UpgradeableLoaderState" solana_loader_v3_interface::state::UpgradeableLoaderState;
        "solana::UpgradeableLoaderInstruction" solana_loader_v3_interface::instruction::UpgradeableLoaderInstruction;
        "solana::VoteInstruction" solana_vote_interface::instruction::VoteInstruction;
        "solana::Vote" solana_vote_interface::state::Vote;
        "solana::VoteStateUpdate" solana_vote_interface::state::VoteStateUpdate;
        "solana::VoteState1_14_11" solana_vote_interface::state::VoteState1_14_11;
        "solana::VoteStateV3" solana_vote_interface::state::VoteStateV3;
        "solana::VoteStateV4" solana_vote_interface::state::VoteStateV4;
        "solana::VoteStateVersions" solana_vote_interface::state::VoteStateVersions;
        "solana::ClusterType" solana_cluster_type::ClusterType;
        "solana::Inflation" solana_inflation::Inflation;
        "solana::PohConfig" solana_poh_config::PohConfig;
        "solana::Account" solana_account::Account;
    }
}
