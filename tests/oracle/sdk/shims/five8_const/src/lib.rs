// Stands for a crate that is not there: which addresses the programs have is not part of what is compared.
#![no_std]

pub const fn decode_32_const(_: &str) -> [u8; 32] {
    [0; 32]
}
