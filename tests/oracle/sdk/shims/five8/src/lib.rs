// Stands for a crate that is not there. Text in base58 is not part of what is compared.
#![no_std]

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum DecodeError {
    InvalidChar(u8),
    TooLong,
    TooShort,
    LargestTermTooHigh,
    OutputTooLong,
}

pub fn encode_32(_: &[u8; 32], _: &mut [u8; 44]) -> u8 {
    0
}

pub fn encode_64(_: &[u8; 64], _: &mut [u8; 88]) -> u8 {
    0
}

pub fn decode_32<Text: AsRef<[u8]>>(_: Text, _: &mut [u8; 32]) -> Result<(), DecodeError> {
    Err(DecodeError::TooShort)
}

pub fn decode_64<Text: AsRef<[u8]>>(_: Text, _: &mut [u8; 64]) -> Result<(), DecodeError> {
    Err(DecodeError::TooShort)
}
