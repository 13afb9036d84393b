// The data of instructions of the native programs, but for votes. Follows solana-system-interface 3,
// solana-stake-interface 4, solana-address-lookup-table-interface 3 and the interfaces of both loaders.

pub enum SystemInstruction {
    CreateAccount { lamports: u64, space: u64, owner: Pubkey },
    Assign { owner: Pubkey },
    Transfer { lamports: u64 },
    CreateAccountWithSeed { base: Pubkey, seed: String, lamports: u64, space: u64, owner: Pubkey },
    AdvanceNonceAccount,
    WithdrawNonceAccount(u64),
    InitializeNonceAccount(Pubkey),
    AuthorizeNonceAccount(Pubkey),
    Allocate { space: u64 },
    AllocateWithSeed { base: Pubkey, seed: String, space: u64, owner: Pubkey },
    AssignWithSeed { base: Pubkey, seed: String, owner: Pubkey },
    TransferWithSeed { lamports: u64, from_seed: String, from_owner: Pubkey },
    UpgradeNonceAccount,
    CreateAccountAllowPrefund { lamports: u64, space: u64, owner: Pubkey },
}

pub enum StakeAuthorize {
    Staker,
    Withdrawer,
}

pub struct LockupArgs {
    pub unix_timestamp: Option<UnixTimestamp>,
    pub epoch: Option<Epoch>,
    pub custodian: Option<Pubkey>,
}

pub struct LockupCheckedArgs {
    pub unix_timestamp: Option<UnixTimestamp>,
    pub epoch: Option<Epoch>,
}

pub struct AuthorizeWithSeedArgs {
    pub new_authorized_pubkey: Pubkey,
    pub stake_authorize: StakeAuthorize,
    pub authority_seed: String,
    pub authority_owner: Pubkey,
}

pub struct AuthorizeCheckedWithSeedArgs {
    pub stake_authorize: StakeAuthorize,
    pub authority_seed: String,
    pub authority_owner: Pubkey,
}

pub enum StakeInstruction {
    Initialize(Authorized, Lockup),
    Authorize(Pubkey, StakeAuthorize),
    DelegateStake,
    Split(u64),
    Withdraw(u64),
    Deactivate,
    SetLockup(LockupArgs),
    Merge,
    AuthorizeWithSeed(AuthorizeWithSeedArgs),
    InitializeChecked,
    AuthorizeChecked(StakeAuthorize),
    AuthorizeCheckedWithSeed(AuthorizeCheckedWithSeedArgs),
    SetLockupChecked(LockupCheckedArgs),
    GetMinimumDelegation,
    DeactivateDelinquent,
    Redelegate,
    MoveStake(u64),
    MoveLamports(u64),
}

pub enum AddressLookupTableInstruction {
    CreateLookupTable { recent_slot: Slot, bump_seed: u8 },
    FreezeLookupTable,
    ExtendLookupTable { new_addresses: Vec<Pubkey> },
    DeactivateLookupTable,
    CloseLookupTable,
}

pub enum UpgradeableLoaderInstruction {
    InitializeBuffer,
    Write {
        offset: u32,
        #[serde(with = "serde_bytes")]
        #[limcode(text = "base64")]
        bytes: Vec<u8>,
    },
    DeployWithMaxDataLen { max_data_len: usize, close_buffer: TrailingBool },
    Upgrade { close_buffer: TrailingBool },
    SetAuthority,
    Close { tombstone: TrailingBool },
    ExtendProgram { additional_bytes: u32 },
    SetAuthorityChecked,
}

/// Of the loader before the upgradeable one.
pub enum LoaderInstruction {
    Write {
        offset: u32,
        #[serde(with = "serde_bytes")]
        #[limcode(text = "base64")]
        bytes: Vec<u8>,
    },
    Finalize,
}

/// The config program takes a whole new config account.
pub type ConfigInstruction = ConfigAccount;
