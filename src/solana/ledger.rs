// What a validator's ledger stores: entries, shreds, and the transactions of confirmed blocks with what became of them.
// Follows agave 4.

/// A tick, or transactions that may run in any order.
pub struct Entry {
    pub num_hashes: u64,
    pub hash: Hash,
    pub transactions: Vec<VersionedTransaction>,
}

/// One batch of entries as the shreds of a leader carry it: zero bytes may fill the last shred.
pub struct EntryBatch {
    pub entries: Vec<Entry>,
    pub padding: ZeroPadding,
}

/// One component of a block as the shreds of its leader carry it (SIMD-0307, SIMD-0337): entries, or none and a marker.
/// Zero bytes may fill the last shred.
pub struct BlockComponent {
    pub entries: Vec<Entry>,
    pub marker: ComponentMarker,
    pub padding: ZeroPadding,
}

/// What a component says in place of entries.
#[limcode(codec = "component_marker")]
pub struct ComponentMarker(Option<VersionedBlockMarker>);

pub enum VersionedBlockMarker {
    V1(BlockMarkerV1),
}

pub enum BlockMarkerV1 {
    BlockFooter(VersionedBlockFooter),
    BlockHeader(VersionedBlockHeader),
    UpdateParent(VersionedUpdateParent),
    GenesisCertificate(GenesisCertBlockMarker),
}

pub enum VersionedBlockFooter {
    V1(BlockFooterV1),
}

/// How a block came to be.
pub struct BlockFooterV1 {
    pub bank_hash: Hash,
    pub block_producer_time_nanos: u64,
    #[limcode(text = "base64")]
    pub block_user_agent: Vec<u8>,
    pub block_final_cert: Option<BlockFinalizationCert>,
    pub skip_reward_cert: Option<SkipRewardCertificate>,
    pub notar_reward_cert: Option<NotarRewardCertificate>,
}

pub struct BlockFinalizationCert {
    pub slot: Slot,
    pub block_id: Hash,
    pub final_aggregate: VotesAggregate,
    pub notar_aggregate: Option<VotesAggregate>,
}

/// A signature of all the validators whose bits are set.
pub struct VotesAggregate {
    signature: BlsSignatureCompressed,
    #[limcode(text = "base64")]
    bitmap: Vec<u8>,
}

pub struct SkipRewardCertificate {
    pub slot: Slot,
    pub signature: BlsSignatureCompressed,
    #[limcode(text = "base64")]
    pub bitmap: Vec<u8>,
}

pub struct NotarRewardCertificate {
    pub slot: Slot,
    pub block_id: Hash,
    pub signature: BlsSignatureCompressed,
    #[limcode(text = "base64")]
    pub bitmap: Vec<u8>,
}

pub enum VersionedBlockHeader {
    V1(BlockHeaderV1),
}

/// The block that a block builds on.
pub struct BlockHeaderV1 {
    pub parent_slot: Slot,
    pub parent_block_id: Hash,
}

pub enum VersionedUpdateParent {
    V1(UpdateParentV1),
}

/// Another block to build on, after all.
pub struct UpdateParentV1 {
    pub new_parent_slot: Slot,
    pub new_parent_block_id: Hash,
}

/// That the first block of Alpenglow is final.
pub struct GenesisCertBlockMarker {
    pub slot: Slot,
    pub block_id: Hash,
    pub bls_signature: BlsSignature,
    #[limcode(text = "base64")]
    pub bitmap: Vec<u8>,
}

/// What all shreds start with. The variant says which header follows and where the payload ends.
pub struct ShredCommonHeader {
    pub signature: Signature,
    pub shred_variant: u8,
    pub slot: Slot,
    pub index: u32,
    pub version: u16,
    pub fec_set_index: u32,
}

pub struct DataShredHeader {
    pub parent_offset: u16,
    pub flags: u8,
    pub size: u16,
}

pub struct CodingShredHeader {
    pub num_data_shreds: u16,
    pub num_coding_shreds: u16,
    pub position: u16,
}

/// A shred of data: its payload, then Merkle root and proof where the variant has them.
pub struct DataShred {
    pub common_header: ShredCommonHeader,
    pub data_header: DataShredHeader,
    pub payload: RestOfBytes,
}

/// A shred of erasure code.
pub struct CodingShred {
    pub common_header: ShredCommonHeader,
    pub coding_header: CodingShredHeader,
    pub payload: RestOfBytes,
}

/// A shred of either kind, told apart by its variant.
#[limcode(codec = "shred")]
pub enum Shred {
    Data(DataShred),
    Code(CodingShred),
}

pub enum InstructionError {
    GenericError,
    InvalidArgument,
    InvalidInstructionData,
    InvalidAccountData,
    AccountDataTooSmall,
    InsufficientFunds,
    IncorrectProgramId,
    MissingRequiredSignature,
    AccountAlreadyInitialized,
    UninitializedAccount,
    UnbalancedInstruction,
    ModifiedProgramId,
    ExternalAccountLamportSpend,
    ExternalAccountDataModified,
    ReadonlyLamportChange,
    ReadonlyDataModified,
    DuplicateAccountIndex,
    ExecutableModified,
    RentEpochModified,
    NotEnoughAccountKeys,
    AccountDataSizeChanged,
    AccountNotExecutable,
    AccountBorrowFailed,
    AccountBorrowOutstanding,
    DuplicateAccountOutOfSync,
    Custom(u32),
    InvalidError,
    ExecutableDataModified,
    ExecutableLamportChange,
    ExecutableAccountNotRentExempt,
    UnsupportedProgramId,
    CallDepth,
    MissingAccount,
    ReentrancyNotAllowed,
    MaxSeedLengthExceeded,
    InvalidSeeds,
    InvalidRealloc,
    ComputationalBudgetExceeded,
    PrivilegeEscalation,
    ProgramEnvironmentSetupFailure,
    ProgramFailedToComplete,
    ProgramFailedToCompile,
    Immutable,
    IncorrectAuthority,
    BorshIoError,
    AccountNotRentExempt,
    InvalidAccountOwner,
    ArithmeticOverflow,
    UnsupportedSysvar,
    IllegalOwner,
    MaxAccountsDataAllocationsExceeded,
    MaxAccountsExceeded,
    MaxInstructionTraceLengthExceeded,
    BuiltinProgramsMustConsumeComputeUnits,
}

pub enum TransactionError {
    AccountInUse,
    AccountLoadedTwice,
    AccountNotFound,
    ProgramAccountNotFound,
    InsufficientFundsForFee,
    InvalidAccountForFee,
    AlreadyProcessed,
    BlockhashNotFound,
    InstructionError(u8, InstructionError),
    CallChainTooDeep,
    MissingSignatureForFee,
    InvalidAccountIndex,
    SignatureFailure,
    InvalidProgramForExecution,
    SanitizeFailure,
    ClusterMaintenance,
    AccountBorrowOutstanding,
    WouldExceedMaxBlockCostLimit,
    UnsupportedVersion,
    InvalidWritableAccount,
    WouldExceedMaxAccountCostLimit,
    WouldExceedAccountDataBlockLimit,
    TooManyAccountLocks,
    AddressLookupTableNotFound,
    InvalidAddressLookupTableOwner,
    InvalidAddressLookupTableData,
    InvalidAddressLookupTableIndex,
    InvalidRentPayingAccount,
    WouldExceedMaxVoteCostLimit,
    WouldExceedAccountDataTotalLimit,
    DuplicateInstruction(u8),
    InsufficientFundsForRent { account_index: u8 },
    MaxLoadedAccountsDataSizeExceeded,
    InvalidLoadedAccountsDataSizeLimit,
    ResanitizationNeeded,
    ProgramExecutionTemporarilyRestricted { account_index: u8 },
    UnbalancedTransaction,
    ProgramCacheHitMaxLimit,
    CommitCancelled,
}

pub enum RewardType {
    Fee,
    Rent,
    Staking,
    Voting,
    DeactivatedStake,
}

pub struct InnerInstruction {
    pub instruction: CompiledInstruction,
    pub stack_height: Option<u32>,
}

pub struct InnerInstructions {
    pub index: u8,
    pub instructions: Vec<InnerInstruction>,
}

pub struct TransactionReturnData {
    pub program_id: Pubkey,
    #[limcode(text = "base64")]
    pub data: Vec<u8>,
}

/// A block as the bincode form of the block store holds it.
pub struct StoredConfirmedBlock {
    pub previous_blockhash: String,
    pub blockhash: String,
    pub parent_slot: Slot,
    pub transactions: Vec<StoredConfirmedBlockTransaction>,
    pub rewards: Vec<StoredConfirmedBlockReward>,
    pub block_time: Option<UnixTimestamp>,
    pub block_height: Option<u64>,
}

pub struct StoredConfirmedBlockTransaction {
    pub transaction: VersionedTransaction,
    pub meta: Option<StoredConfirmedBlockTransactionStatusMeta>,
}

pub struct StoredConfirmedBlockTransactionStatusMeta {
    pub err: Option<TransactionError>,
    pub fee: u64,
    pub pre_balances: Vec<u64>,
    pub post_balances: Vec<u64>,
}

pub struct StoredConfirmedBlockReward {
    pub pubkey: String,
    pub lamports: i64,
}

pub struct StoredTokenAmount {
    pub ui_amount: f64,
    pub decimals: u8,
    pub amount: String,
}

pub struct StoredTransactionTokenBalance {
    pub account_index: u8,
    pub mint: String,
    pub ui_token_amount: StoredTokenAmount,
    pub owner: String,
    pub program_id: String,
}

pub struct StoredExtendedReward {
    pub pubkey: String,
    pub lamports: i64,
    pub post_balance: u64,
    pub reward_type: Option<RewardType>,
    pub commission: Option<u8>,
    pub commission_bps: Option<u16>,
}

/// What became of a transaction, in the bincode form that older ledgers hold, with all the fields that it ever had.
pub struct StoredTransactionStatusMeta {
    pub status: Result<(), TransactionError>,
    pub fee: u64,
    pub pre_balances: Vec<u64>,
    pub post_balances: Vec<u64>,
    pub inner_instructions: Option<Vec<InnerInstructions>>,
    pub log_messages: Option<Vec<String>>,
    pub pre_token_balances: Option<Vec<StoredTransactionTokenBalance>>,
    pub post_token_balances: Option<Vec<StoredTransactionTokenBalance>>,
    pub rewards: Option<Vec<StoredExtendedReward>>,
    pub return_data: Option<TransactionReturnData>,
    pub compute_units_consumed: Option<u64>,
    pub cost_units: Option<u64>,
}
