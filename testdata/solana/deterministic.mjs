// Everything random in the test data comes from here: values are drawn from SHA-256 of a label and a counter, so that
// each run of the scripts makes the same files. The keys are throw-away keys, made from labels in the same way.
import { createHash } from "node:crypto";

import { Keypair, PublicKey } from "@solana/web3.js";

export function sha256(text) {
  return createHash("sha256").update(text).digest();
}

/** The signing key of a label. */
export function signer(label) {
  return Keypair.fromSeed(sha256(`signer ${label}`));
}

/** An address that nobody signs for. */
export function address(label) {
  return new PublicKey(sha256(`address ${label}`));
}

/** A stream of numbers and bytes that depends on its label alone. */
export class Draw {
  #label;
  #counter = 0;

  constructor(label) {
    this.#label = label;
  }

  /** An integer in [0, bound). */
  below(bound) {
    return Number(this.u64() % BigInt(bound));
  }

  /** Any u64, small and large ones alike. */
  u64() {
    return this.#block().readBigUInt64LE(0);
  }

  /** A u64 of a random number of bits: amounts and slots look like this. */
  amount() {
    const block = this.#block();
    return block.readBigUInt64LE(0) >> BigInt(block[8] % 64);
  }

  bytes(count) {
    const parts = [];
    for (let have = 0; have < count; have += 32) parts.push(this.#block());
    return Buffer.concat(parts).subarray(0, count);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  #block() {
    return sha256(`draw ${this.#label} ${this.#counter++}`);
  }
}
