// The first block of a cluster and all its parameters. Follows solana-genesis-config 3.

use std::collections::BTreeMap;
use std::time::Duration;

#[serde(rename_all = "camelCase")]
pub struct FeeRateGovernor {
    pub target_lamports_per_signature: u64,
    pub target_signatures_per_slot: u64,
    pub min_lamports_per_signature: u64,
    pub max_lamports_per_signature: u64,
    pub burn_percent: u8,
}

#[serde(rename_all = "camelCase")]
pub struct Inflation {
    pub initial: f64,
    pub terminal: f64,
    pub taper: f64,
    pub foundation: f64,
    pub foundation_term: f64,
    __unused: f64,
}

pub struct PohConfig {
    pub target_tick_duration: Duration,
    pub target_tick_count: Option<u64>,
    pub hashes_per_tick: Option<u64>,
}

pub enum ClusterType {
    Testnet,
    MainnetBeta,
    Devnet,
    Development,
}

pub struct GenesisConfig {
    pub creation_time: UnixTimestamp,
    pub accounts: BTreeMap<Pubkey, Account>,
    pub native_instruction_processors: Vec<(String, Pubkey)>,
    pub rewards_pools: BTreeMap<Pubkey, Account>,
    pub ticks_per_slot: u64,
    pub unused: u64,
    pub poh_config: PohConfig,
    pub __backwards_compat_with_v0_23: u64,
    pub fee_rate_governor: FeeRateGovernor,
    pub rent: Rent,
    pub inflation: Inflation,
    pub epoch_schedule: EpochSchedule,
    pub cluster_type: ClusterType,
}
