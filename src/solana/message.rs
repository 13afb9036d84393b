// Transactions and messages as a client signs and sends them, and as a block holds them: legacy, v0 with address lookup
// tables, and v1 (SIMD-0385). Follows solana-transaction 4 and solana-message 4.

/// How many of a message's keys sign, and how many are only read.
#[serde(rename_all = "camelCase")]
pub struct MessageHeader {
    pub num_required_signatures: u8,
    pub num_readonly_signed_accounts: u8,
    pub num_readonly_unsigned_accounts: u8,
}

/// One call of a program; the indices point into the message's keys.
#[serde(rename_all = "camelCase")]
pub struct CompiledInstruction {
    pub program_id_index: u8,
    #[serde(with = "short_vec")]
    #[limcode(text = "array")]
    pub accounts: Vec<u8>,
    #[serde(with = "short_vec")]
    #[limcode(text = "base58")]
    pub data: Vec<u8>,
}

/// A legacy message.
#[serde(rename_all = "camelCase")]
pub struct Message {
    pub header: MessageHeader,
    #[serde(with = "short_vec")]
    pub account_keys: Vec<Pubkey>,
    pub recent_blockhash: Hash,
    #[serde(with = "short_vec")]
    pub instructions: Vec<CompiledInstruction>,
}

pub mod v0 {
    use super::{CompiledInstruction, Hash, MessageHeader, Pubkey};

    /// Keys of a lookup table that a message uses, by their index in the table.
    #[serde(rename_all = "camelCase")]
    pub struct MessageAddressTableLookup {
        pub account_key: Pubkey,
        #[serde(with = "short_vec")]
        #[limcode(text = "array")]
        pub writable_indexes: Vec<u8>,
        #[serde(with = "short_vec")]
        #[limcode(text = "array")]
        pub readonly_indexes: Vec<u8>,
    }

    /// A message of version 0, without the byte that says so.
    #[serde(rename_all = "camelCase")]
    pub struct Message {
        pub header: MessageHeader,
        #[serde(with = "short_vec")]
        pub account_keys: Vec<Pubkey>,
        pub recent_blockhash: Hash,
        #[serde(with = "short_vec")]
        pub instructions: Vec<CompiledInstruction>,
        #[serde(with = "short_vec")]
        pub address_table_lookups: Vec<MessageAddressTableLookup>,
    }

    /// The keys that a node found in the lookup tables of a message.
    pub struct LoadedAddresses {
        pub writable: Vec<Pubkey>,
        pub readonly: Vec<Pubkey>,
    }
}

pub mod v1 {
    use super::{CompiledInstruction, Hash, MessageHeader, Pubkey};

    /// The limits and the fee of a v1 transaction; what is null is not on the wire.
    #[serde(rename_all = "camelCase")]
    pub struct TransactionConfig {
        pub priority_fee: Option<u64>,
        pub compute_unit_limit: Option<u32>,
        pub loaded_accounts_data_size_limit: Option<u32>,
        pub heap_size: Option<u32>,
    }

    /// A message of version 1 as serde writes it.
    #[limcode(codec = "v1_message_of_serde")]
    #[serde(rename_all = "camelCase")]
    pub struct MessageOfSerde {
        pub header: MessageHeader,
        pub config: TransactionConfig,
        pub lifetime_specifier: Hash,
        pub account_keys: Vec<Pubkey>,
        pub instructions: Vec<CompiledInstruction>,
    }

    /// A message of version 1, without the byte that says so.
    #[limcode(codec = "v1_message", serde = "MessageOfSerde")]
    #[serde(rename_all = "camelCase")]
    pub struct Message {
        pub header: MessageHeader,
        #[serde(with = "short_vec")]
        pub account_keys: Vec<Pubkey>,
        #[serde(rename = "recentBlockhash", alias = "lifetimeSpecifier")]
        pub lifetime_specifier: Hash,
        #[serde(with = "short_vec")]
        pub instructions: Vec<CompiledInstruction>,
        pub config: TransactionConfig,
    }
}

/// A message of any version: a legacy one starts with its header, a newer one with 0x80 and its version.
#[limcode(codec = "versioned_message")]
pub enum VersionedMessage {
    Legacy(Message),
    V0(v0::Message),
    V1(v1::Message),
}

/// A signed legacy message; nothing else is read as one.
pub struct Transaction {
    #[serde(with = "short_vec")]
    pub signatures: Vec<Signature>,
    pub message: Message,
}

/// A signed message of any version. In a v1 transaction the signatures come after the message and have no count.
#[limcode(codec = "versioned_transaction")]
pub struct VersionedTransaction {
    #[serde(with = "short_vec")]
    pub signatures: Vec<Signature>,
    pub message: VersionedMessage,
}

/// The transactions of a block.
pub type Block = Vec<VersionedTransaction>;
