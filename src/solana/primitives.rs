// Names and byte arrays that all of Solana is built from. Keys, hashes and signatures look in JSON as everywhere on
// Solana: base58.

pub type Slot = u64;
pub type Epoch = u64;
pub type UnixTimestamp = i64;

/// The address of an account.
pub struct Pubkey(#[limcode(text = "base58")] [u8; 32]);

/// The name that newer releases give to Pubkey.
pub type Address = Pubkey;

/// A SHA-256 hash: of a block, of an entry, of a message.
pub struct Hash(#[limcode(text = "base58")] [u8; 32]);

/// An ed25519 signature.
pub struct Signature(#[limcode(text = "base58")] [u8; 64]);

/// A compressed BLS12-381 public key.
pub struct BlsPubkeyCompressed(#[limcode(text = "base58")] [u8; 48]);

/// A compressed BLS12-381 signature; a proof of possession has this form too.
pub struct BlsSignatureCompressed(#[limcode(text = "base58")] [u8; 96]);

/// A BLS12-381 signature that is not compressed.
pub struct BlsSignature(#[limcode(text = "base58")] [u8; 192]);

/// Bits in blocks of T, as the crate bv stores them.
pub struct BitVec<T> {
    pub bits: Option<Box<[T]>>,
    pub len: u64,
}

/// All bytes to the end of the input, which must be zero; JSON shows how many they are.
#[limcode(codec = "zero_padding")]
pub struct ZeroPadding(u64);

/// All bytes to the end of the input. JSON shows how many they are if they are zero, else the bytes: what was stored in
/// an account before stays behind what is stored now.
#[limcode(codec = "padding")]
pub enum Padding {
    Zeros(u64),
    Bytes(#[limcode(text = "base64")] Vec<u8>),
}

/// The data of an account that is larger than what is stored in it.
pub struct Padded<T> {
    pub state: T,
    pub padding: Padding,
}

/// All bytes to the end of the input.
#[limcode(codec = "rest_of_bytes")]
pub struct RestOfBytes(#[limcode(text = "base64")] Vec<u8>);

/// Keys without a count, up to the end of the input.
#[limcode(codec = "rest_of_keys")]
pub struct RestOfKeys(Vec<Pubkey>);

/// A bool that older programs did not send: null where the input ends before it.
#[limcode(codec = "trailing_bool")]
pub struct TrailingBool(Option<bool>);
