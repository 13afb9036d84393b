// Sysvars: what the runtime tells programs about the chain. Follows the sysvar crates of the SDK's version 3.

use std::collections::HashMap;

pub struct Clock {
    pub slot: Slot,
    pub epoch_start_timestamp: UnixTimestamp,
    pub epoch: Epoch,
    pub leader_schedule_epoch: Epoch,
    pub unix_timestamp: UnixTimestamp,
}

/// The price of storage. Newer releases call the first field lamports_per_byte and no longer read the others.
pub struct Rent {
    #[serde(alias = "lamportsPerByte")]
    pub lamports_per_byte_year: u64,
    pub exemption_threshold: f64,
    pub burn_percent: u8,
}

#[serde(rename_all = "camelCase")]
pub struct EpochSchedule {
    pub slots_per_epoch: u64,
    pub leader_schedule_slot_offset: u64,
    pub warmup: bool,
    pub first_normal_epoch: u64,
    pub first_normal_slot: u64,
}

pub struct EpochRewards {
    pub distribution_starting_block_height: u64,
    pub num_partitions: u64,
    pub parent_blockhash: Hash,
    pub total_points: u128,
    pub total_rewards: u64,
    pub distributed_rewards: u64,
    pub active: bool,
}

#[serde(rename_all = "camelCase")]
pub struct FeeCalculator {
    pub lamports_per_signature: u64,
}

pub struct Fees {
    pub fee_calculator: FeeCalculator,
}

/// A sysvar that is no more: only accounts of old clusters hold it.
pub struct Rewards {
    pub validator_point_value: f64,
    pub unused: f64,
}

pub struct LastRestartSlot {
    pub last_restart_slot: Slot,
}

pub struct RecentBlockhash {
    pub blockhash: Hash,
    pub fee_calculator: FeeCalculator,
}

pub struct RecentBlockhashes(Vec<RecentBlockhash>);

pub struct SlotHashes(Vec<(Slot, Hash)>);

/// Which of the last 1,048,576 slots have a block.
pub struct SlotHistory {
    pub bits: BitVec<u64>,
    pub next_slot: Slot,
}

pub struct StakeHistoryEntry {
    pub effective: u64,
    pub activating: u64,
    pub deactivating: u64,
}

pub struct StakeHistory(Vec<(Epoch, StakeHistoryEntry)>);

pub struct HashInfo {
    pub fee_calculator: FeeCalculator,
    pub hash_index: u64,
    pub timestamp: u64,
}

/// The blockhashes that a bank still accepts (agave's accounts-db).
pub struct BlockhashQueue {
    pub last_hash_index: u64,
    pub last_hash: Option<Hash>,
    pub hashes: HashMap<Hash, HashInfo>,
    pub max_age: usize,
}
