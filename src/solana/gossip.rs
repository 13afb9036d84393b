// Gossip and repair as validators speak them, one packet a value. Follows agave 4, with the layouts that the variants
// it no longer accepts had, because captures hold them.

pub mod gossip {
    use super::{BitVec, Hash, Pubkey, Signature, Slot, Transaction};
    use std::collections::BTreeSet;
    use std::net::{IpAddr, SocketAddr};

    pub struct Version {
        #[serde(with = "serde_varint")]
        pub major: u16,
        #[serde(with = "serde_varint")]
        pub minor: u16,
        #[serde(with = "serde_varint")]
        pub patch: u16,
        pub commit: u32,
        pub feature_set: u32,
        #[serde(with = "serde_varint")]
        client: u16,
    }

    /// The port is the sum of all offsets up to this entry.
    pub struct SocketEntry {
        key: u8,
        index: u8,
        #[serde(with = "serde_varint")]
        offset: u16,
    }

    pub struct TlvRecord {
        pub typ: u8,
        #[serde(with = "short_vec")]
        #[limcode(text = "base64")]
        pub bytes: Vec<u8>,
    }

    pub struct ContactInfo {
        pubkey: Pubkey,
        #[serde(with = "serde_varint")]
        wallclock: u64,
        outset: u64,
        shred_version: u16,
        version: Version,
        #[serde(with = "short_vec")]
        addrs: Vec<IpAddr>,
        #[serde(with = "short_vec")]
        sockets: Vec<SocketEntry>,
        #[serde(with = "short_vec")]
        extensions: Vec<TlvRecord>,
    }

    /// A ContactInfo of 1.16 and before, which had no extensions; what ends there is refused since.
    pub struct ContactInfo1_16 {
        pubkey: Pubkey,
        #[serde(with = "serde_varint")]
        wallclock: u64,
        outset: u64,
        shred_version: u16,
        version: Version,
        #[serde(with = "short_vec")]
        addrs: Vec<IpAddr>,
        #[serde(with = "short_vec")]
        sockets: Vec<SocketEntry>,
    }

    /// Deprecated.
    pub struct LegacyContactInfo {
        id: Pubkey,
        gossip: SocketAddr,
        tvu: SocketAddr,
        tvu_quic: SocketAddr,
        serve_repair_quic: SocketAddr,
        tpu: SocketAddr,
        tpu_forwards: SocketAddr,
        tpu_vote: SocketAddr,
        rpc: SocketAddr,
        rpc_pubsub: SocketAddr,
        serve_repair: SocketAddr,
        wallclock: u64,
        shred_version: u16,
    }

    pub struct Vote {
        pub from: Pubkey,
        transaction: Transaction,
        pub wallclock: u64,
    }

    pub struct LowestSlot {
        pub from: Pubkey,
        root: Slot,
        pub lowest: Slot,
        slots: BTreeSet<Slot>,
        stash: Vec<EpochIncompleteSlots>,
        wallclock: u64,
    }

    /// Deprecated.
    pub struct EpochIncompleteSlots {
        first: Slot,
        compression: CompressionType,
        #[limcode(text = "base64")]
        compressed_list: Vec<u8>,
    }

    /// Deprecated.
    pub enum CompressionType {
        Uncompressed,
        GZip,
        BZip2,
    }

    /// Deprecated.
    pub struct AccountsHashes {
        pub from: Pubkey,
        pub hashes: Vec<(Slot, Hash)>,
        pub wallclock: u64,
    }

    pub struct SlotsUncompressed {
        pub first_slot: Slot,
        pub num: usize,
        pub slots: BitVec<u8>,
    }

    pub struct SlotsFlate2 {
        pub first_slot: Slot,
        pub num: usize,
        #[limcode(text = "base64")]
        pub compressed: Vec<u8>,
    }

    pub enum CompressedSlots {
        Flate2(SlotsFlate2),
        Uncompressed(SlotsUncompressed),
    }

    pub struct EpochSlots {
        pub from: Pubkey,
        pub slots: Vec<CompressedSlots>,
        pub wallclock: u64,
    }

    /// Deprecated.
    pub struct LegacyVersion1 {
        major: u16,
        minor: u16,
        patch: u16,
        commit: Option<u32>,
    }

    /// Deprecated.
    pub struct LegacyVersion2 {
        major: u16,
        minor: u16,
        patch: u16,
        commit: Option<u32>,
        feature_set: u32,
    }

    /// Deprecated.
    pub struct LegacyVersionValue {
        pub from: Pubkey,
        pub wallclock: u64,
        pub version: LegacyVersion1,
    }

    /// Deprecated.
    pub struct VersionValue {
        pub from: Pubkey,
        pub wallclock: u64,
        pub version: LegacyVersion2,
    }

    /// Deprecated.
    pub struct NodeInstance {
        from: Pubkey,
        wallclock: u64,
        timestamp: u64,
        token: u64,
    }

    pub struct DuplicateShred {
        pub from: Pubkey,
        pub wallclock: u64,
        pub slot: Slot,
        _unused: u32,
        _unused_shred_type: u8,
        num_chunks: u8,
        chunk_index: u8,
        #[serde(with = "serde_bytes")]
        #[limcode(text = "base64")]
        chunk: Vec<u8>,
    }

    pub struct SnapshotHashes {
        pub from: Pubkey,
        pub full: (Slot, Hash),
        pub incremental: Vec<(Slot, Hash)>,
        pub wallclock: u64,
    }

    pub struct VarintU16(#[serde(with = "serde_varint")] u16);

    pub enum SlotsOffsets {
        RunLengthEncoding(Vec<VarintU16>),
        RawOffsets(BitVec<u8>),
    }

    pub struct RestartLastVotedForkSlots {
        pub from: Pubkey,
        pub wallclock: u64,
        offsets: SlotsOffsets,
        pub last_voted_slot: Slot,
        pub last_voted_hash: Hash,
        pub shred_version: u16,
    }

    pub struct RestartHeaviestFork {
        pub from: Pubkey,
        pub wallclock: u64,
        pub last_slot: Slot,
        pub last_slot_hash: Hash,
        pub observed_stake: u64,
        pub shred_version: u16,
    }

    /// What a node says of itself or of the chain.
    pub enum CrdsData {
        LegacyContactInfo(LegacyContactInfo),
        Vote(u8, Vote),
        LowestSlot(u8, LowestSlot),
        LegacySnapshotHashes(AccountsHashes),
        AccountsHashes(AccountsHashes),
        EpochSlots(u8, EpochSlots),
        LegacyVersion(LegacyVersionValue),
        Version(VersionValue),
        NodeInstance(NodeInstance),
        DuplicateShred(u16, DuplicateShred),
        SnapshotHashes(SnapshotHashes),
        ContactInfo(ContactInfo),
        RestartLastVotedForkSlots(RestartLastVotedForkSlots),
        RestartHeaviestFork(RestartHeaviestFork),
    }

    pub struct CrdsValue {
        pub signature: Signature,
        pub data: CrdsData,
    }

    pub struct Bloom {
        pub keys: Vec<u64>,
        pub bits: BitVec<u64>,
        num_bits_set: u64,
    }

    pub struct CrdsFilter {
        pub filter: Bloom,
        mask: u64,
        mask_bits: u32,
    }

    pub struct PruneData {
        pub pubkey: Pubkey,
        pub prunes: Vec<Pubkey>,
        pub signature: Signature,
        pub destination: Pubkey,
        pub wallclock: u64,
    }

    pub struct Ping {
        from: Pubkey,
        #[limcode(text = "base58")]
        token: [u8; 32],
        signature: Signature,
    }

    pub struct Pong {
        from: Pubkey,
        hash: Hash,
        signature: Signature,
    }

    /// A gossip packet.
    pub enum Protocol {
        PullRequest(CrdsFilter, CrdsValue),
        PullResponse(Pubkey, Vec<CrdsValue>),
        PushMessage(Pubkey, Vec<CrdsValue>),
        PruneMessage(Pubkey, PruneData),
        PingMessage(Ping),
        PongMessage(Pong),
    }
}

pub mod repair {
    use super::gossip::{Ping, Pong};
    use super::{Hash, Pubkey, Signature, Slot};

    pub struct RepairRequestHeader {
        signature: Signature,
        sender: Pubkey,
        recipient: Pubkey,
        timestamp: u64,
        nonce: u32,
    }

    /// A packet that asks for shreds. The legacy requests had fields; no validator answers them any more.
    pub enum RepairProtocol {
        LegacyWindowIndex,
        LegacyHighestWindowIndex,
        LegacyOrphan,
        LegacyWindowIndexWithNonce,
        LegacyHighestWindowIndexWithNonce,
        LegacyOrphanWithNonce,
        LegacyAncestorHashes,
        Pong(Pong),
        WindowIndex { header: RepairRequestHeader, slot: Slot, shred_index: u64 },
        HighestWindowIndex { header: RepairRequestHeader, slot: Slot, shred_index: u64 },
        Orphan { header: RepairRequestHeader, slot: Slot },
        AncestorHashes { header: RepairRequestHeader, slot: Slot },
        ParentAndFecSetCount { header: RepairRequestHeader, slot: Slot, block_id: Hash },
        FecSetRoot { header: RepairRequestHeader, slot: Slot, block_id: Hash, fec_set_index: u32 },
        WindowIndexForBlockId { header: RepairRequestHeader, slot: Slot, shred_index: u32, block_id: Hash },
    }

    /// The answer that is not a shred.
    pub enum RepairResponse {
        Ping(Ping),
    }
}
