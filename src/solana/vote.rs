// Vote accounts and votes. Follows solana-vote-interface 6: the program writes v4, and v3 where v4 is not active yet;
// version 1.14.11 remains in old accounts.

use std::collections::{BTreeMap, VecDeque};

pub struct Lockout {
    slot: Slot,
    confirmation_count: u32,
}

pub struct LandedVote {
    pub latency: u8,
    pub lockout: Lockout,
}

pub struct BlockTimestamp {
    pub slot: Slot,
    pub timestamp: UnixTimestamp,
}

/// A ring of 32; idx is where the newest is.
pub struct CircBuf<I> {
    buf: [I; 32],
    idx: usize,
    is_empty: bool,
}

/// Who may vote, from which epoch on. Without the field's name but in serde's style.
#[limcode(codec = "bare_field")]
pub struct AuthorizedVoters {
    authorized_voters: BTreeMap<Epoch, Pubkey>,
}

pub struct VoteState1_14_11 {
    pub node_pubkey: Pubkey,
    pub authorized_withdrawer: Pubkey,
    pub commission: u8,
    pub votes: VecDeque<Lockout>,
    pub root_slot: Option<Slot>,
    pub authorized_voters: AuthorizedVoters,
    pub prior_voters: CircBuf<(Pubkey, Epoch, Epoch)>,
    pub epoch_credits: Vec<(Epoch, u64, u64)>,
    pub last_timestamp: BlockTimestamp,
}

pub struct VoteStateV3 {
    pub node_pubkey: Pubkey,
    pub authorized_withdrawer: Pubkey,
    pub commission: u8,
    pub votes: VecDeque<LandedVote>,
    pub root_slot: Option<Slot>,
    pub authorized_voters: AuthorizedVoters,
    pub prior_voters: CircBuf<(Pubkey, Epoch, Epoch)>,
    pub epoch_credits: Vec<(Epoch, u64, u64)>,
    pub last_timestamp: BlockTimestamp,
}

pub struct VoteStateV4 {
    pub node_pubkey: Pubkey,
    pub authorized_withdrawer: Pubkey,
    pub inflation_rewards_collector: Pubkey,
    pub block_revenue_collector: Pubkey,
    pub inflation_rewards_commission_bps: u16,
    pub block_revenue_commission_bps: u16,
    pub pending_delegator_rewards: u64,
    pub bls_pubkey_compressed: Option<BlsPubkeyCompressed>,
    pub votes: VecDeque<LandedVote>,
    pub root_slot: Option<Slot>,
    pub authorized_voters: AuthorizedVoters,
    pub epoch_credits: Vec<(Epoch, u64, u64)>,
    pub last_timestamp: BlockTimestamp,
}

/// The state of a vote account. The index on the wire counts from 0, so v3 has index 2.
pub enum VoteStateVersions {
    Uninitialized,
    V1_14_11(Box<VoteState1_14_11>),
    V3(Box<VoteStateV3>),
    V4(Box<VoteStateV4>),
}

/// The data of a vote account.
pub struct VoteAccount {
    pub state: VoteStateVersions,
    pub padding: Padding,
}

pub struct Vote {
    pub slots: Vec<Slot>,
    pub hash: Hash,
    pub timestamp: Option<UnixTimestamp>,
}

pub struct VoteStateUpdate {
    pub lockouts: VecDeque<Lockout>,
    pub root: Option<Slot>,
    pub hash: Hash,
    pub timestamp: Option<UnixTimestamp>,
}

/// A lockout as the wire has it, and serde: how many slots after the one before.
pub struct LockoutOffset {
    #[serde(with = "serde_varint")]
    pub offset: Slot,
    pub confirmation_count: u8,
}

/// A CompactVoteStateUpdate as the wire has it, and serde; the root is u64::MAX where there is none.
pub struct CompactVoteStateUpdateOffsets {
    pub root: Slot,
    #[serde(with = "short_vec")]
    pub lockout_offsets: Vec<LockoutOffset>,
    pub hash: Hash,
    pub timestamp: Option<UnixTimestamp>,
}

/// A TowerSync as the wire has it, and serde.
pub struct TowerSyncOffsets {
    pub root: Slot,
    #[serde(with = "short_vec")]
    pub lockout_offsets: Vec<LockoutOffset>,
    pub hash: Hash,
    pub timestamp: Option<UnixTimestamp>,
    pub block_id: Hash,
}

/// A VoteStateUpdate whose lockouts are offsets from the one before, on the wire only.
#[limcode(codec = "compact_vote_state_update", serde = "CompactVoteStateUpdateOffsets")]
pub struct CompactVoteStateUpdate {
    pub lockouts: VecDeque<Lockout>,
    pub root: Option<Slot>,
    pub hash: Hash,
    pub timestamp: Option<UnixTimestamp>,
}

/// A vote on the whole tower, on the wire with its lockouts as offsets from the one before.
#[limcode(codec = "tower_sync", serde = "TowerSyncOffsets")]
pub struct TowerSync {
    pub lockouts: VecDeque<Lockout>,
    pub root: Option<Slot>,
    pub hash: Hash,
    pub timestamp: Option<UnixTimestamp>,
    pub block_id: Hash,
}

pub struct VoteInit {
    pub node_pubkey: Pubkey,
    pub authorized_voter: Pubkey,
    pub authorized_withdrawer: Pubkey,
    pub commission: u8,
}

pub struct VoteInitV2 {
    pub node_pubkey: Pubkey,
    pub authorized_voter: Pubkey,
    pub authorized_voter_bls_pubkey: BlsPubkeyCompressed,
    pub authorized_voter_bls_proof_of_possession: BlsSignatureCompressed,
    pub authorized_withdrawer: Pubkey,
    pub inflation_rewards_commission_bps: u16,
    pub block_revenue_commission_bps: u16,
}

pub struct VoterWithBLSArgs {
    pub bls_pubkey: BlsPubkeyCompressed,
    pub bls_proof_of_possession: BlsSignatureCompressed,
}

pub enum VoteAuthorize {
    Voter,
    Withdrawer,
    VoterWithBLS(VoterWithBLSArgs),
}

pub struct VoteAuthorizeWithSeedArgs {
    pub authorization_type: VoteAuthorize,
    pub current_authority_derived_key_owner: Pubkey,
    pub current_authority_derived_key_seed: String,
    pub new_authority: Pubkey,
}

pub struct VoteAuthorizeCheckedWithSeedArgs {
    pub authorization_type: VoteAuthorize,
    pub current_authority_derived_key_owner: Pubkey,
    pub current_authority_derived_key_seed: String,
}

/// On the wire a variant's index of four bytes, although the program's own type takes one.
pub enum CommissionKind {
    InflationRewards,
    BlockRevenue,
}

/// The data of an instruction of the vote program.
pub enum VoteInstruction {
    InitializeAccount(VoteInit),
    Authorize(Pubkey, VoteAuthorize),
    Vote(Vote),
    Withdraw(u64),
    UpdateValidatorIdentity,
    UpdateCommission(u8),
    VoteSwitch(Vote, Hash),
    AuthorizeChecked(VoteAuthorize),
    UpdateVoteState(VoteStateUpdate),
    UpdateVoteStateSwitch(VoteStateUpdate, Hash),
    AuthorizeWithSeed(VoteAuthorizeWithSeedArgs),
    AuthorizeCheckedWithSeed(VoteAuthorizeCheckedWithSeedArgs),
    CompactUpdateVoteState(CompactVoteStateUpdate),
    CompactUpdateVoteStateSwitch(CompactVoteStateUpdate, Hash),
    TowerSync(TowerSync),
    TowerSyncSwitch(TowerSync, Hash),
    InitializeAccountV2(VoteInitV2),
    UpdateCommissionCollector(CommissionKind),
    UpdateCommissionBps { commission_bps: u16, kind: CommissionKind },
    DepositDelegatorRewards { deposit: u64 },
}
