// Accounts of the upgradeable loader: buffers, a program and its data made by deploying the smallest program that the
// runtime brings, once with and once without an upgrade authority. No client is used: the instructions are few.
import {
  PublicKey,
  SYSVAR_CLOCK_PUBKEY,
  SYSVAR_RENT_PUBKEY,
  SystemProgram,
  TransactionInstruction,
} from "@solana/web3.js";

import { signer } from "./deterministic.mjs";
import { Runtime } from "./runtime.mjs";

const LOADER = new PublicKey("BPFLoaderUpgradeab1e11111111111111111111111");
const SMALL_PROGRAM = "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr";
const INITIALIZE_BUFFER = 0;
const WRITE = 1;
const DEPLOY_WITH_MAX_DATA_LEN = 2;
const SET_AUTHORITY = 4;
const BUFFER_HEADER = 37;
const CHUNK = 800;

function u32(...values) {
  const out = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => out.writeUInt32LE(value, 4 * i));
  return out;
}

const loader = (data, keys) =>
  new TransactionInstruction({
    programId: LOADER,
    keys: keys.map(([pubkey, access]) => ({
      pubkey,
      isSigner: access.includes("s"),
      isWritable: access.includes("w"),
    })),
    data,
  });

export function add_programs(rows) {
  const runtime = new Runtime();
  runtime.svm.warpToSlot(77n); // a program may not be deployed in the slot of its buffer's authority
  const elf = runtime.data(SMALL_PROGRAM);
  const payer = runtime.payer.publicKey;
  const authority = signer("loader authority");
  const [buffer, program] = [signer("loader buffer"), signer("loader program")];
  const data_address = PublicKey.findProgramAddressSync([program.publicKey.toBytes()], LOADER)[0];
  const dump = (name, key, value) => rows.add(name, "solana::UpgradeableLoaderAccount", runtime.data(key), { value });
  const create = (account, space) =>
    SystemProgram.createAccount({
      fromPubkey: payer,
      newAccountPubkey: account.publicKey,
      lamports: 1_000_000_000,
      space,
      programId: LOADER,
    });
  const base64 = (bytes) => Buffer.from(bytes).toString("base64");

  runtime.run(
    [
      create(buffer, BUFFER_HEADER + elf.length),
      loader(u32(INITIALIZE_BUFFER), [
        [buffer.publicKey, "w"],
        [authority.publicKey, ""],
      ]),
    ],
    buffer,
  );
  dump("buffer, empty", buffer.publicKey, {
    state: { Buffer: { authorityAddress: authority.publicKey } },
    data: base64(Buffer.alloc(elf.length)),
  });
  for (let offset = 0; offset < elf.length; offset += CHUNK) {
    const chunk = elf.subarray(offset, offset + CHUNK);
    runtime.run(
      [
        loader(Buffer.concat([u32(WRITE, offset, chunk.length, 0), chunk]), [
          [buffer.publicKey, "w"],
          [authority.publicKey, "s"],
        ]),
      ],
      authority,
    );
  }
  dump("buffer, written", buffer.publicKey, {
    state: { Buffer: { authorityAddress: authority.publicKey } },
    data: base64(elf),
  });
  runtime.run(
    [
      create(program, 36),
      loader(u32(DEPLOY_WITH_MAX_DATA_LEN, elf.length, 0), [
        [payer, "sw"],
        [data_address, "w"],
        [program.publicKey, "w"],
        [buffer.publicKey, "w"],
        [SYSVAR_RENT_PUBKEY, ""],
        [SYSVAR_CLOCK_PUBKEY, ""],
        [SystemProgram.programId, ""],
        [authority.publicKey, "s"],
      ]),
    ],
    program,
    authority,
  );
  dump("program", program.publicKey, { state: { Program: { programdataAddress: data_address } }, data: "" });
  dump("program data", data_address, {
    state: { ProgramData: { slot: 77, upgradeAuthorityAddress: authority.publicKey } },
    data: base64(elf),
  });
  runtime.run(
    [
      loader(u32(SET_AUTHORITY), [
        [data_address, "w"],
        [authority.publicKey, "s"],
      ]),
    ],
    authority,
  );
  // Without the authority the state is 32 bytes shorter; the old ones stay where they are, before the program.
  dump("program data, final", data_address, {
    state: { ProgramData: { slot: 77, upgradeAuthorityAddress: null } },
    data: base64(runtime.data(data_address).subarray(13)),
  });
}
