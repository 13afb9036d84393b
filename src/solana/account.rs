// Accounts and the data of those that the runtime and the native programs own, but for votes. Where the data of an
// account may be followed by something else, a type named ...Account or ...Table holds both.

/// An account as genesis and tools store it.
#[serde(rename_all = "camelCase")]
pub struct Account {
    pub lamports: u64,
    #[limcode(text = "base64")]
    pub data: Vec<u8>,
    pub owner: Pubkey,
    pub executable: bool,
    pub rent_epoch: Epoch,
}

/// How a validator holds it: the same when stored (solana-account 4).
pub type AccountSharedData = Account;

/// The data of a feature-gate account (solana-feature-gate-interface 3).
pub struct Feature {
    pub activated_at: Option<u64>,
}

pub mod nonce {
    use super::{FeeCalculator, Hash, Pubkey};

    pub struct DurableNonce(Hash);

    pub struct Data {
        pub authority: Pubkey,
        pub durable_nonce: DurableNonce,
        pub fee_calculator: FeeCalculator,
    }

    pub enum State {
        Uninitialized,
        Initialized(Data),
    }

    /// A durable nonce (solana-nonce 3): Legacy ones lock no transaction any more.
    pub enum Versions {
        Legacy(Box<State>),
        Current(Box<State>),
    }
}

/// The data of a nonce account.
pub struct NonceAccount {
    pub state: nonce::Versions,
    pub padding: Padding,
}

pub struct Authorized {
    pub staker: Pubkey,
    pub withdrawer: Pubkey,
}

pub struct Lockup {
    pub unix_timestamp: UnixTimestamp,
    pub epoch: Epoch,
    pub custodian: Pubkey,
}

pub struct Meta {
    pub rent_exempt_reserve: u64,
    pub authorized: Authorized,
    pub lockup: Lockup,
}

pub struct Delegation {
    pub voter_pubkey: Pubkey,
    pub stake: u64,
    pub activation_epoch: Epoch,
    pub deactivation_epoch: Epoch,
    #[limcode(text = "array")]
    pub _reserved: [u8; 8],
}

pub struct Stake {
    pub delegation: Delegation,
    pub credits_observed: u64,
}

pub struct StakeFlags {
    bits: u8,
}

/// A stake (solana-stake-interface 4). The reserved bytes were the warm-up rate, an f64, in releases before 3.2.
pub enum StakeStateV2 {
    Uninitialized,
    Initialized(Meta),
    Stake(Meta, Stake, StakeFlags),
    RewardsPool,
}

/// The data of a stake account, 200 bytes whatever the state.
pub struct StakeAccount {
    pub state: StakeStateV2,
    pub padding: Padding,
}

/// The settings of the stake program, after their keys in a config account.
pub struct StakeConfig {
    pub warmup_cooldown_rate: f64,
    pub slash_penalty: u8,
}

/// Who may change a config account.
pub struct ConfigKeys {
    #[serde(with = "short_vec")]
    pub keys: Vec<(Pubkey, bool)>,
}

/// The data of a config account: the keys and whatever its owner stores.
pub struct ConfigAccount {
    pub keys: ConfigKeys,
    pub data: RestOfBytes,
}

pub struct LookupTableMeta {
    pub deactivation_slot: Slot,
    pub last_extended_slot: Slot,
    pub last_extended_slot_start_index: u8,
    pub authority: Option<Pubkey>,
    pub _padding: u16,
}

/// The head of a lookup table (solana-address-lookup-table-interface 3).
pub enum ProgramState {
    Uninitialized,
    LookupTable(LookupTableMeta),
}

/// The data of a lookup table: a head filled up to 56 bytes, then keys to the end.
#[limcode(codec = "lookup_table")]
pub struct AddressLookupTable {
    pub state: ProgramState,
    pub padding: u64,
    pub addresses: Vec<Pubkey>,
}

/// What the upgradeable loader stores (solana-loader-v3-interface 6).
pub enum UpgradeableLoaderState {
    Uninitialized,
    Buffer { authority_address: Option<Pubkey> },
    Program { programdata_address: Pubkey },
    ProgramData { slot: u64, upgrade_authority_address: Option<Pubkey> },
}

/// The data of an account of the upgradeable loader: the program follows a Buffer or ProgramData.
pub struct UpgradeableLoaderAccount {
    pub state: UpgradeableLoaderState,
    pub data: RestOfBytes,
}

/// One account of an account file, in the layout that the file has in memory.
#[limcode(codec = "stored_account")]
pub struct StoredAccount {
    pub write_version: u64,
    pub pubkey: Pubkey,
    pub lamports: u64,
    pub rent_epoch: Epoch,
    pub owner: Pubkey,
    pub executable: bool,
    /// Not part of the account: whatever was in memory there.
    #[limcode(text = "hex")]
    pub _padding: [u8; 7],
    pub hash: Hash,
    #[limcode(text = "base64")]
    pub data: Vec<u8>,
}

/// An account file of a snapshot: stored accounts, each from the next multiple of eight bytes on, then zero bytes that
/// are counted from the end of the last account's data.
#[limcode(codec = "append_vec")]
pub struct AppendVec {
    pub accounts: Vec<StoredAccount>,
    pub padding: u64,
}
