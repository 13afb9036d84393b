//! A small ledger, as a Rust program would declare it.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub const KEY_BYTES: usize = 8 * 4;

/// Whose account it is.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Key(#[cfg_attr(limcode, limcode(text = "hex"))] pub [u8; KEY_BYTES]);

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account<M> {
    pub owner_name: String,
    pub lamports: u64,
    #[serde(default)]
    pub rent_epoch: Option<u64>,
    pub meta: M,
}

#[derive(Serialize, Deserialize)]
pub enum Event {
    Opened(Key),
    Paid { from: Key, to: Key, amount: u64 },
    Closed,
}

#[derive(Serialize, Deserialize)]
pub struct Ledger {
    pub slot: u64,
    pub accounts: BTreeMap<u32, Account<()>>,
    pub events: Vec<Event>,
}

impl Ledger {
    pub fn total(&self) -> u64 {
        self.accounts.values().map(|account| account.lamports).sum()
    }
}
