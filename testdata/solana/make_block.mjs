// Makes a block of 1,000 signed transactions with Solana's own client and writes it three times: block.json is the
// reply to the RPC call getBlock with encoding "json", block.base64.json the same with encoding "base64", block.bin
// the bincode form, Vec<VersionedTransaction>. The JSON comes from the client's message objects and the bytes from its
// serializer, so the three agree only if the client does.
import { writeFileSync } from "node:fs";

import {
  AddressLookupTableAccount,
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  Ed25519Program,
  NONCE_ACCOUNT_LENGTH,
  PublicKey,
  StakeProgram,
  SystemProgram,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
  VoteProgram,
} from "@solana/web3.js";
import bs58 from "bs58";

import { Draw, address, sha256, signer } from "./deterministic.mjs";

const TRANSACTIONS = 1000;
const MAX_WIRE_SIZE = 1232; // An IPv6 packet of 1,280 bytes without its headers.
const TOKEN_PROGRAM = new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
const MEMO_PROGRAM = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

const MEMOS = ["hello", "", "gr\u00fc\u00dfe \u{1f980}", 'a\nb\t"c"\\', "\u0000\u0001\u007f"];

const draw = new Draw("block");
const signers = Array.from({ length: 24 }, (_, i) => signer(`block ${i}`));
const tables = Array.from(
  { length: 3 },
  (_, t) =>
    new AddressLookupTableAccount({
      key: address(`table ${t}`),
      state: {
        deactivationSlot: 2n ** 64n - 1n,
        lastExtendedSlot: 1000 + t,
        lastExtendedSlotStartIndex: 0,
        authority: undefined,
        addresses: Array.from({ length: [256, 30, 7][t] }, (_, i) => address(`table ${t} entry ${i}`)),
      },
    }),
);

function little_endian(value, size) {
  const out = Buffer.alloc(size);
  for (let i = 0; i < size; i++) out[i] = Number((BigInt(value) >> BigInt(8 * i)) & 0xffn);
  return out;
}

const writable = (pubkey) => ({ pubkey, isSigner: false, isWritable: true });
const readonly = (pubkey) => ({ pubkey, isSigner: false, isWritable: false });
const signing = (pubkey) => ({ pubkey, isSigner: true, isWritable: false });
const some_address = () => address(`account ${draw.below(400)}`);

function transfer(from) {
  return SystemProgram.transfer({
    fromPubkey: from.publicKey,
    toPubkey: some_address(),
    lamports: draw.amount() >> 2n,
  });
}

function memo(from, text) {
  return new TransactionInstruction({
    programId: MEMO_PROGRAM,
    keys: from ? [signing(from.publicKey)] : [],
    data: Buffer.from(text, "utf8"),
  });
}

// The layouts of the token program's commonest instructions: a tag byte and little-endian fields.
function token(from) {
  const amount = little_endian(draw.amount(), 8);
  const forms = [
    () => [[3], amount, [writable(some_address()), writable(some_address()), signing(from.publicKey)]],
    () => [
      [12],
      Buffer.concat([amount, Buffer.from([draw.pick([0, 6, 9])])]),
      [writable(some_address()), readonly(some_address()), writable(some_address()), signing(from.publicKey)],
    ],
    () => [[7], amount, [writable(some_address()), writable(some_address()), signing(from.publicKey)]],
    () => [[9], Buffer.alloc(0), [writable(some_address()), writable(from.publicKey), signing(from.publicKey)]],
    () => [[18], some_address().toBuffer(), [writable(some_address()), readonly(some_address())]],
    () => [[17], Buffer.alloc(0), [writable(some_address())]],
  ];
  const [tag, rest, keys] = draw.pick(forms)();
  return new TransactionInstruction({ programId: TOKEN_PROGRAM, keys, data: Buffer.concat([Buffer.from(tag), rest]) });
}

// A program that nobody has written, with any number of accounts and any data.
function unknown_program(account_count, data_size) {
  return new TransactionInstruction({
    programId: address(`program ${draw.below(20)}`),
    keys: Array.from({ length: account_count }, () => draw.pick([writable, readonly])(some_address())),
    data: draw.bytes(data_size),
  });
}

function native(from) {
  const forms = [
    () =>
      SystemProgram.createAccountWithSeed({
        fromPubkey: from.publicKey,
        newAccountPubkey: some_address(),
        basePubkey: from.publicKey,
        seed: `seed ${draw.below(100)} \u00e9\u{1f980}`.slice(0, draw.below(2) ? 6 : 32),
        lamports: Number(draw.amount() >> 11n),
        space: draw.below(10_000),
        programId: TOKEN_PROGRAM,
      }),
    () => SystemProgram.assign({ accountPubkey: from.publicKey, programId: some_address() }),
    () => SystemProgram.allocate({ accountPubkey: from.publicKey, space: NONCE_ACCOUNT_LENGTH }),
    () => SystemProgram.nonceAdvance({ noncePubkey: some_address(), authorizedPubkey: from.publicKey }),
    () => SystemProgram.nonceInitialize({ noncePubkey: some_address(), authorizedPubkey: from.publicKey }),
    () =>
      StakeProgram.delegate({
        stakePubkey: some_address(),
        authorizedPubkey: from.publicKey,
        votePubkey: some_address(),
      }).instructions[0],
    () => StakeProgram.deactivate({ stakePubkey: some_address(), authorizedPubkey: from.publicKey }).instructions[0],
    () =>
      StakeProgram.withdraw({
        stakePubkey: some_address(),
        authorizedPubkey: from.publicKey,
        toPubkey: some_address(),
        lamports: Number(draw.amount() >> 11n),
      }).instructions[0],
    () =>
      VoteProgram.withdraw({
        votePubkey: some_address(),
        authorizedWithdrawerPubkey: from.publicKey,
        toPubkey: some_address(),
        lamports: Number(draw.amount() >> 11n),
      }).instructions[0],
    () =>
      AddressLookupTableProgram.createLookupTable({
        authority: from.publicKey,
        payer: from.publicKey,
        recentSlot: draw.amount() >> 1n,
      })[0],
    () =>
      AddressLookupTableProgram.extendLookupTable({
        lookupTable: some_address(),
        authority: from.publicKey,
        payer: from.publicKey,
        addresses: Array.from({ length: 1 + draw.below(5) }, some_address),
      }),
    () =>
      Ed25519Program.createInstructionWithPrivateKey({
        privateKey: from.secretKey,
        message: Buffer.from(`signed ${draw.below(1000)}`),
      }),
  ];
  return draw.pick(forms)();
}

function budget() {
  return draw.pick([
    () => ComputeBudgetProgram.setComputeUnitLimit({ units: draw.below(1_400_000) }),
    () => ComputeBudgetProgram.setComputeUnitPrice({ microLamports: draw.amount() }),
    () => ComputeBudgetProgram.requestHeapFrame({ bytes: 1024 * (32 + draw.below(224)) }),
  ])();
}

// Instructions that take their accounts out of lookup tables when the message is a v0 one.
function from_tables(count) {
  const used = tables.slice(draw.below(tables.length));
  const keys = Array.from({ length: count }, () => {
    const pubkey = draw.pick(draw.pick(used).state.addresses);
    return draw.pick([writable, readonly])(pubkey);
  });
  return new TransactionInstruction({
    programId: address(`program ${draw.below(20)}`),
    keys,
    data: draw.bytes(draw.below(24)),
  });
}

const recent_blockhash = () => bs58.encode(sha256(`recent blockhash ${draw.below(150)}`));

function compile(payer, instructions, version, recentBlockhash) {
  const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash, instructions });
  return version === "legacy" ? message.compileToLegacyMessage() : message.compileToV0Message(tables);
}

// Signs with every key that the message asks for.
function sign(message) {
  const transaction = new VersionedTransaction(message);
  const required = message.staticAccountKeys.slice(0, message.header.numRequiredSignatures);
  transaction.sign(required.map((key) => signers.find((s) => s.publicKey.equals(key))));
  return transaction;
}

// Fills a transaction with one last memo until it is as large as a packet can carry.
function largest(payer, instructions, version) {
  const recent = recent_blockhash();
  const filled = (bytes) => sign(compile(payer, [...instructions, memo(null, "m".repeat(bytes))], version, recent));
  const transaction = filled(200 + MAX_WIRE_SIZE - filled(200).serialize().length);
  if (transaction.serialize().length !== MAX_WIRE_SIZE) throw new Error("the largest transaction has another size");
  return transaction;
}

const kinds = [
  { weight: 22, make: (from) => [transfer(from)] },
  { weight: 14, make: (from) => [budget(), transfer(from)] },
  { weight: 20, make: (from) => [budget(), token(from)] },
  { weight: 14, make: (from) => [native(from)] },
  { weight: 6, make: (from) => [transfer(from), memo(from, draw.pick(MEMOS))] },
  { weight: 16, tables: true, make: () => [from_tables(1 + draw.below(12)), from_tables(draw.below(30))] },
  { weight: 5, make: (from) => Array.from({ length: 2 + draw.below(10) }, () => draw.pick([transfer, token])(from)) },
  { weight: 3, make: (from) => [transfer(from), ...signers.slice(1, 2 + draw.below(4)).map((s) => transfer(s))] },
  { weight: 2, make: () => [unknown_program(0, 0), unknown_program(3, 127 + draw.below(3))] },
  { weight: 2, tables: true, make: () => [from_tables(120 + draw.below(20))] },
  { weight: 1, make: () => [] },
  { weight: 2, largest: true, make: (from) => [transfer(from), token(from)] },
];
const by_weight = kinds.flatMap((kind) => Array(kind.weight).fill(kind));

function make_transaction(i) {
  const payer = signers[draw.below(signers.length)];
  const kind = draw.pick(by_weight);
  const version = kind.tables || draw.below(4) === 0 ? 0 : "legacy";
  const instructions = kind.make(payer);
  if (kind.largest) return largest(payer, instructions, version);
  const recent = recent_blockhash();
  for (;;) {
    const message = compile(payer, instructions, version, recent);
    if (fits(message)) return sign(message);
    instructions.pop();
  }
}

// The client's serializer throws on messages that are far too large.
function fits(message) {
  try {
    return 1 + 64 * message.header.numRequiredSignatures + message.serialize().length <= MAX_WIRE_SIZE;
  } catch {
    return false;
  }
}

// The "json" encoding, written from the client's objects.
function json_of(transaction) {
  const { message } = transaction;
  const out = {
    signatures: transaction.signatures.map((s) => bs58.encode(s)),
    message: {
      header: {
        numRequiredSignatures: message.header.numRequiredSignatures,
        numReadonlySignedAccounts: message.header.numReadonlySignedAccounts,
        numReadonlyUnsignedAccounts: message.header.numReadonlyUnsignedAccounts,
      },
      accountKeys: message.staticAccountKeys.map((key) => key.toBase58()),
      recentBlockhash: message.recentBlockhash,
      instructions: message.compiledInstructions.map((instruction) => ({
        programIdIndex: instruction.programIdIndex,
        accounts: [...instruction.accountKeyIndexes],
        data: bs58.encode(instruction.data),
        stackHeight: null,
      })),
    },
  };
  if (message.version !== "legacy") {
    out.message.addressTableLookups = message.addressTableLookups.map((lookup) => ({
      accountKey: lookup.accountKey.toBase58(),
      writableIndexes: [...lookup.writableIndexes],
      readonlyIndexes: [...lookup.readonlyIndexes],
    }));
  }
  return out;
}

// What a node says of a transaction that went well. A third of the transactions have it.
function meta_of(transaction) {
  const { message } = transaction;
  const lookups = message.addressTableLookups ?? [];
  const loaded = (side) =>
    lookups.flatMap((lookup) => {
      const table = tables.find((t) => t.key.equals(lookup.accountKey));
      return [...lookup[side]].map((index) => table.state.addresses[index].toBase58());
    });
  const fee = 5000 * message.header.numRequiredSignatures;
  const before = message.staticAccountKeys.map((_, i) => (i === 0 ? 1_000_000_000 : draw.below(2 ** 40)));
  return {
    err: null,
    status: { Ok: null },
    fee,
    preBalances: before,
    postBalances: before.map((lamports, i) => (i === 0 ? lamports - fee : lamports)),
    innerInstructions: [],
    logMessages: [],
    preTokenBalances: [],
    postTokenBalances: [],
    rewards: [],
    loadedAddresses: { writable: loaded("writableIndexes"), readonly: loaded("readonlyIndexes") },
    computeUnitsConsumed: draw.below(200_000),
  };
}

function reply(transactions) {
  return {
    jsonrpc: "2.0",
    result: {
      blockHeight: 301_234_567,
      blockTime: 1_750_000_000,
      blockhash: bs58.encode(sha256("blockhash")),
      parentSlot: 323_456_788,
      previousBlockhash: bs58.encode(sha256("previous blockhash")),
      rewards: [
        {
          pubkey: signers[0].publicKey.toBase58(),
          lamports: 2_500_000,
          postBalance: 1_002_500_000,
          rewardType: "Fee",
          commission: null,
        },
      ],
      transactions,
    },
    id: 1,
  };
}

const transactions = Array.from({ length: TRANSACTIONS }, (_, i) => make_transaction(i));
const wires = transactions.map((t) => Buffer.from(t.serialize()));
const versions = transactions.map((t) => t.message.version);
const metas = transactions.map((t, i) => (i % 3 === 0 ? meta_of(t) : null));
const rows = (encode) => transactions.map((_, i) => ({ transaction: encode(i), meta: metas[i], version: versions[i] }));

const here = (name) => new URL(name, import.meta.url);
const json_rows = rows((i) => json_of(transactions[i]));
const base64_rows = rows((i) => [wires[i].toString("base64"), "base64"]);
writeFileSync(here("block.json"), JSON.stringify(reply(json_rows)) + "\n");
writeFileSync(here("block.base64.json"), JSON.stringify(reply(base64_rows)) + "\n");
writeFileSync(here("block.bin"), Buffer.concat([little_endian(TRANSACTIONS, 8), ...wires]));

const sizes = wires.map((w) => w.length);
console.log(
  `${transactions.length} transactions, ${versions.filter((v) => v === 0).length} of them v0; ` +
    `wire sizes ${Math.min(...sizes)} to ${Math.max(...sizes)}, together ${sizes.reduce((a, b) => a + b)} bytes`,
);
