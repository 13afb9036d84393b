// The types of the comparison; model.hpp has the same in C++.

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Signature(pub [u8; 32], pub [u8; 32]);

#[derive(Serialize, Deserialize)]
pub struct Instruction {
    pub program_id_index: u8,
    pub accounts: Vec<u8>,
    pub data: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
pub struct Message {
    pub header: [u8; 3],
    pub account_keys: Vec<[u8; 32]>,
    pub recent_blockhash: [u8; 32],
    pub instructions: Vec<Instruction>,
}

#[derive(Serialize, Deserialize)]
pub struct Transaction {
    pub signatures: Vec<Signature>,
    pub message: Message,
}

#[derive(Serialize, Deserialize)]
pub struct Entry {
    pub num_hashes: u64,
    pub hash: [u8; 32],
    pub transactions: Vec<Transaction>,
}

#[derive(Serialize, Deserialize)]
pub struct Record {
    pub id: u64,
    pub name: String,
    pub score: f64,
    pub tags: Vec<String>,
    pub active: bool,
    pub owner: Option<String>,
}
