// Blocks in the form of a Solana node's RPC and on the wire, as a Rust program would have them over serde_json, bs58,
// base64 and bincode: types for the JSON that borrow its strings, types for the wire, and conversions between the two.

use serde::{Deserialize, Serialize};

mod wire {
    use serde::de::{Error, SeqAccess, Visitor};
    use serde::ser::SerializeTuple;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// A length of 16 bits in one byte to three, seven bits in each.
    struct ShortLength(usize);

    impl Serialize for ShortLength {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut tuple = serializer.serialize_tuple(1)?;
            let mut left = self.0;
            while left >= 0x80 {
                tuple.serialize_element(&(left as u8 | 0x80))?;
                left >>= 7;
            }
            tuple.serialize_element(&(left as u8))?;
            tuple.end()
        }
    }

    impl<'de> Deserialize<'de> for ShortLength {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Bytes;
            impl<'de> Visitor<'de> for Bytes {
                type Value = ShortLength;
                fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
                    formatter.write_str("a short length")
                }
                fn visit_seq<A: SeqAccess<'de>>(self, mut bytes: A) -> Result<ShortLength, A::Error> {
                    let mut length = 0;
                    for place in 0..3 {
                        let byte: u8 = bytes.next_element()?.ok_or_else(|| A::Error::custom("the length ends"))?;
                        length |= ((byte & 0x7f) as usize) << (7 * place);
                        if byte & 0x80 == 0 {
                            return Ok(ShortLength(length));
                        }
                    }
                    Err(A::Error::custom("a length of more than three bytes"))
                }
            }
            deserializer.deserialize_tuple(3, Bytes)
        }
    }

    /// Vectors behind a short length.
    mod short_vec {
        use super::*;

        pub fn serialize<S: Serializer, T: Serialize>(elements: &[T], serializer: S) -> Result<S::Ok, S::Error> {
            let mut tuple = serializer.serialize_tuple(1)?;
            tuple.serialize_element(&ShortLength(elements.len()))?;
            for element in elements {
                tuple.serialize_element(element)?;
            }
            tuple.end()
        }

        pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
            deserializer: D,
        ) -> Result<Vec<T>, D::Error> {
            struct Elements<T>(std::marker::PhantomData<T>);
            impl<'de, T: Deserialize<'de>> Visitor<'de> for Elements<T> {
                type Value = Vec<T>;
                fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
                    formatter.write_str("a short vector")
                }
                fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Vec<T>, A::Error> {
                    let ended = || A::Error::custom("the vector ends");
                    let length: ShortLength = sequence.next_element()?.ok_or_else(ended)?;
                    let mut elements = Vec::with_capacity(length.0);
                    for _ in 0..length.0 {
                        elements.push(sequence.next_element()?.ok_or_else(ended)?);
                    }
                    Ok(elements)
                }
            }
            deserializer.deserialize_tuple(usize::MAX, Elements(std::marker::PhantomData))
        }
    }

    #[derive(Serialize, Deserialize)]
    pub struct Signature(pub [u8; 32], pub [u8; 32]);

    #[derive(Serialize, Deserialize)]
    pub struct Header {
        pub signatures: u8,
        pub readonly_signed: u8,
        pub readonly_unsigned: u8,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Instruction {
        pub program_id_index: u8,
        #[serde(with = "short_vec")]
        pub accounts: Vec<u8>,
        #[serde(with = "short_vec")]
        pub data: Vec<u8>,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Lookup {
        pub account_key: [u8; 32],
        #[serde(with = "short_vec")]
        pub writable: Vec<u8>,
        #[serde(with = "short_vec")]
        pub readonly: Vec<u8>,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Body {
        #[serde(with = "short_vec")]
        pub account_keys: Vec<[u8; 32]>,
        pub recent_blockhash: [u8; 32],
        #[serde(with = "short_vec")]
        pub instructions: Vec<Instruction>,
    }

    #[derive(Serialize, Deserialize)]
    struct Lookups(#[serde(with = "short_vec")] Vec<Lookup>);

    /// Legacy without lookups, version 0 with them.
    pub struct Message {
        pub header: Header,
        pub body: Body,
        pub lookups: Option<Vec<Lookup>>,
    }

    const VERSION_0: u8 = 0x80;

    impl Serialize for Message {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut tuple = serializer.serialize_tuple(4)?;
            if self.lookups.is_some() {
                tuple.serialize_element(&VERSION_0)?;
            }
            tuple.serialize_element(&self.header)?;
            tuple.serialize_element(&self.body)?;
            if let Some(lookups) = &self.lookups {
                tuple.serialize_element(&ShortLength(lookups.len()))?;
                for lookup in lookups {
                    tuple.serialize_element(lookup)?;
                }
            }
            tuple.end()
        }
    }

    impl<'de> Deserialize<'de> for Message {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Parts;
            impl<'de> Visitor<'de> for Parts {
                type Value = Message;
                fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
                    formatter.write_str("a message")
                }
                fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Message, A::Error> {
                    let ended = || A::Error::custom("the message ends");
                    let first: u8 = parts.next_element()?.ok_or_else(ended)?;
                    if first & 0x80 == 0 {
                        let (readonly_signed, readonly_unsigned) = parts.next_element()?.ok_or_else(ended)?;
                        let header = Header { signatures: first, readonly_signed, readonly_unsigned };
                        let body = parts.next_element()?.ok_or_else(ended)?;
                        return Ok(Message { header, body, lookups: None });
                    }
                    if first != VERSION_0 {
                        return Err(A::Error::custom("a version that is not known"));
                    }
                    let header = parts.next_element()?.ok_or_else(ended)?;
                    let body = parts.next_element()?.ok_or_else(ended)?;
                    let lookups: Lookups = parts.next_element()?.ok_or_else(ended)?;
                    Ok(Message { header, body, lookups: Some(lookups.0) })
                }
            }
            deserializer.deserialize_tuple(4, Parts)
        }
    }

    #[derive(Serialize, Deserialize)]
    pub struct Transaction {
        #[serde(with = "short_vec")]
        pub signatures: Vec<Signature>,
        pub message: Message,
    }
}

#[derive(Deserialize)]
struct Reply<T> {
    result: Block<T>,
}

#[derive(Deserialize)]
struct Block<T> {
    transactions: Vec<WithMeta<T>>,
}

#[derive(Deserialize)]
struct WithMeta<T> {
    transaction: T,
}

/// Text and its encoding.
type Encoded<'a> = (&'a str, &'a str);

#[derive(Deserialize)]
struct Parsed<'a> {
    #[serde(borrow)]
    signatures: Vec<&'a str>,
    #[serde(borrow)]
    message: Message<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header {
    num_required_signatures: u8,
    num_readonly_signed_accounts: u8,
    num_readonly_unsigned_accounts: u8,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    header: Header,
    #[serde(borrow)]
    account_keys: Vec<&'a str>,
    recent_blockhash: &'a str,
    #[serde(borrow)]
    instructions: Vec<Instruction<'a>>,
    #[serde(borrow)]
    address_table_lookups: Option<Vec<Lookup<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Instruction<'a> {
    program_id_index: u8,
    accounts: Vec<u8>,
    data: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lookup<'a> {
    account_key: &'a str,
    writable_indexes: Vec<u8>,
    readonly_indexes: Vec<u8>,
}

fn key(text: &str) -> [u8; 32] {
    let mut key = [0; 32];
    assert_eq!(bs58::decode(text).into(&mut key).expect("base58"), 32);
    key
}

fn signature(text: &str) -> wire::Signature {
    let mut bytes = [0; 64];
    assert_eq!(bs58::decode(text).into(&mut bytes).expect("base58"), 64);
    wire::Signature(bytes[..32].try_into().unwrap(), bytes[32..].try_into().unwrap())
}

fn from_text((text, encoding): Encoded) -> wire::Transaction {
    assert_eq!(encoding, "base64");
    bincode::deserialize(&base64::decode(text).expect("base64")).expect("a transaction")
}

fn from_parsed(parsed: Parsed) -> wire::Transaction {
    let message = parsed.message;
    let instruction = |one: Instruction| wire::Instruction {
        program_id_index: one.program_id_index,
        accounts: one.accounts,
        data: bs58::decode(one.data).into_vec().expect("base58"),
    };
    let lookup = |one: Lookup| wire::Lookup {
        account_key: key(one.account_key),
        writable: one.writable_indexes,
        readonly: one.readonly_indexes,
    };
    wire::Transaction {
        signatures: parsed.signatures.into_iter().map(signature).collect(),
        message: wire::Message {
            header: wire::Header {
                signatures: message.header.num_required_signatures,
                readonly_signed: message.header.num_readonly_signed_accounts,
                readonly_unsigned: message.header.num_readonly_unsigned_accounts,
            },
            body: wire::Body {
                account_keys: message.account_keys.into_iter().map(key).collect(),
                recent_blockhash: key(message.recent_blockhash),
                instructions: message.instructions.into_iter().map(instruction).collect(),
            },
            lookups: message.address_table_lookups.map(|all| all.into_iter().map(lookup).collect()),
        },
    }
}

/// The reply of a node, with transactions as JSON, to the frame of its transactions.
pub fn encode_json(text: &str) -> Vec<u8> {
    let reply: Reply<Parsed> = serde_json::from_str(text).expect("a reply");
    encode(reply.result.transactions.into_iter().map(|one| from_parsed(one.transaction)).collect())
}

/// The same of a reply with transactions in base64.
pub fn encode_base64(text: &str) -> Vec<u8> {
    let reply: Reply<Encoded> = serde_json::from_str(text).expect("a reply");
    encode(reply.result.transactions.into_iter().map(|one| from_text(one.transaction)).collect())
}

fn encode(transactions: Vec<wire::Transaction>) -> Vec<u8> {
    bincode::serialize(&transactions).unwrap()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PrintedInstruction<'a> {
    program_id_index: u8,
    accounts: &'a [u8],
    data: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PrintedLookup<'a> {
    account_key: String,
    writable_indexes: &'a [u8],
    readonly_indexes: &'a [u8],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PrintedMessage<'a> {
    header: Header,
    account_keys: Vec<String>,
    recent_blockhash: String,
    instructions: Vec<PrintedInstruction<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_table_lookups: Option<Vec<PrintedLookup<'a>>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Version {
    Text(&'static str),
    Number(u8),
}

#[derive(Serialize)]
struct PrintedTransaction<'a> {
    signatures: Vec<String>,
    message: PrintedMessage<'a>,
    version: Version,
}

fn base58(bytes: &[u8]) -> String {
    bs58::encode(bytes).into_string()
}

fn printed(transaction: &wire::Transaction) -> PrintedTransaction<'_> {
    let message = &transaction.message;
    let signature = |one: &wire::Signature| {
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&one.0);
        bytes[32..].copy_from_slice(&one.1);
        base58(&bytes)
    };
    PrintedTransaction {
        signatures: transaction.signatures.iter().map(signature).collect(),
        message: PrintedMessage {
            header: Header {
                num_required_signatures: message.header.signatures,
                num_readonly_signed_accounts: message.header.readonly_signed,
                num_readonly_unsigned_accounts: message.header.readonly_unsigned,
            },
            account_keys: message.body.account_keys.iter().map(|one| base58(one)).collect(),
            recent_blockhash: base58(&message.body.recent_blockhash),
            instructions: message.body.instructions.iter().map(printed_instruction).collect(),
            address_table_lookups: message.lookups.as_ref().map(|all| all.iter().map(printed_lookup).collect()),
        },
        version: if message.lookups.is_some() { Version::Number(0) } else { Version::Text("legacy") },
    }
}

fn printed_instruction(one: &wire::Instruction) -> PrintedInstruction<'_> {
    PrintedInstruction { program_id_index: one.program_id_index, accounts: &one.accounts, data: base58(&one.data) }
}

fn printed_lookup(one: &wire::Lookup) -> PrintedLookup<'_> {
    PrintedLookup {
        account_key: base58(&one.account_key),
        writable_indexes: &one.writable,
        readonly_indexes: &one.readonly,
    }
}

/// A frame of transactions to their JSON.
pub fn decode(frame: &[u8]) -> String {
    let transactions: Vec<wire::Transaction> = bincode::deserialize(frame).expect("a frame");
    let all: Vec<PrintedTransaction> = transactions.iter().map(printed).collect();
    serde_json::to_string(&all).unwrap()
}
