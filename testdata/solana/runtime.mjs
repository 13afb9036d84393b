// Runs Solana's own runtime (litesvm) in this process for the dump scripts: sends instructions made by the real client,
// and collects what the runtime stored as rows of a dump file. A row is one line of JSON: what it is, its limcode type,
// the bytes in hex, and the value they stand for, written from what went in or from what a real client reads in them.
import { PublicKey, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import { getTransactionDecoder } from "@solana/kit";
import { Clock, LiteSVM } from "litesvm";
import * as earlier from "litesvm-0.8";

import { signer } from "./deterministic.mjs";

const LONG_PADDING = 64;
const SAMPLES = {
  "nonce 0 created": "nonce_account.bin",
  "stake 1 delegated": "stake_account.bin",
  "vote V4 0 voted 1": "vote_account.bin",
  "table 2 of 2 addresses": "lookup_table.bin",
};

/** A number that JSON shows as serde_json shows an f64. */
export class Float {
  constructor(value, text) {
    this.value = value;
    this.text = text;
  }
}

/** Compact JSON with exact integers: a BigInt prints as a number, a PublicKey in base58. */
export function json_text(value) {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Float) return value.text;
  if (value instanceof PublicKey) return JSON.stringify(value.toBase58());
  if (Array.isArray(value)) return `[${value.map(json_text).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}:${json_text(field)}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** One dump file in the making. */
export class Rows {
  #lines = [];
  /** Rows that the examples of the documentation use, as files of their own: file name and bytes. */
  samples = [];

  /**
   * The hex leaves out a long run of zero bytes at the end; `size` counts them. `value` is the whole value; `facts`
   * are single fields, named by JSON pointer, where only they are known.
   */
  add(name, type, bytes, { value, facts }) {
    if (name in SAMPLES) this.samples.push([SAMPLES[name], bytes]);
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] === 0) end--;
    if (bytes.length - end < LONG_PADDING) end = bytes.length;
    const hex = Buffer.from(bytes.subarray(0, end)).toString("hex");
    const row = { name, type, ...(value === undefined ? { facts } : { value }), size: bytes.length, hex };
    this.#lines.push(json_text(row) + "\n");
  }

  get count() {
    return this.#lines.length;
  }

  text() {
    return this.#lines.join("");
  }
}

const executed = new Map();
const INSTRUCTION_TYPES = {
  "11111111111111111111111111111111": "SystemInstruction",
  Stake11111111111111111111111111111111111111: "StakeInstruction",
  Vote111111111111111111111111111111111111111: "VoteInstruction",
  AddressLookupTab1e1111111111111111111111111: "AddressLookupTableInstruction",
  BPFLoaderUpgradeab1e11111111111111111111111: "UpgradeableLoaderInstruction",
};

/** The data of every instruction that has run so far, each once. */
export function executed_instructions() {
  return [...executed.values()].map(({ programId, data }, i) => {
    const type = INSTRUCTION_TYPES[programId.toBase58()];
    return { name: `instruction ${i + 1}`, type: `solana::${type}`, data };
  });
}

/** A runtime with one rich payer. */
export class Runtime {
  constructor() {
    this.svm = new LiteSVM();
    this.payer = signer("runtime payer");
    this.svm.airdrop(this.payer.publicKey.toBase58(), 1_000_000_000_000n);
  }

  /** Runs the instructions in one transaction; what the runtime refuses is an error in the script. */
  run(instructions, ...signers) {
    const message = new TransactionMessage({
      payerKey: this.payer.publicKey,
      recentBlockhash: this.svm.latestBlockhash(),
      instructions,
    }).compileToV0Message();
    const transaction = new VersionedTransaction(message);
    transaction.sign([this.payer, ...signers]);
    const result = this.send(transaction);
    // The class of a failure is not exported under one name by every release; only a failure has err().
    if (typeof result.err === "function") {
      throw new Error(`the runtime refused it: ${result.err()} ${result.meta().logs().join("\n")}`);
    }
    this.svm.expireBlockhash();
    for (const { programId, data } of instructions)
      executed.set(`${programId} ${data.toString("hex")}`, { programId, data });
  }

  send(transaction) {
    return this.svm.sendTransaction(getTransactionDecoder().decode(transaction.serialize()));
  }

  data(pubkey) {
    const account = this.svm.getAccount(pubkey.toString());
    if (!account.exists) throw new Error(`${pubkey} does not exist`);
    return Buffer.from(account.data);
  }

  set_clock(...fields) {
    this.svm.setClock(new Clock(...fields));
  }

  set_slot_hashes(hashes) {
    this.svm.setSlotHashes(hashes);
  }
}

/** The runtime of an earlier release, before vote state v4: `without` names features that are not active in it. */
export class EarlierRuntime extends Runtime {
  constructor({ without }) {
    super();
    const features = earlier.FeatureSet.allEnabled();
    for (const feature of without) features.deactivate(new PublicKey(feature).toBytes());
    this.svm = new earlier.LiteSVM().withFeatureSet(features).withBuiltins().withSysvars();
    this.svm.airdrop(this.payer.publicKey, 1_000_000_000_000n);
  }

  send(transaction) {
    return this.svm.sendTransaction(transaction);
  }

  data(pubkey) {
    return Buffer.from(this.svm.getAccount(new PublicKey(pubkey)).data);
  }

  set_clock(...fields) {
    this.svm.setClock(new earlier.Clock(...fields));
  }

  // That release takes only its own objects here and has no constructor for them, so those it gives are filled in.
  set_slot_hashes(hashes) {
    this.svm.setSlotHashes(hashes.map((entry) => Object.assign(this.svm.getSlotHashes()[0], entry)));
  }
}
