// Lays out accounts of the runtime as a validator stores them and packs them as a snapshot: account files are C
// structures in memory order, which are written here field by field; the archive is GNU tar's, packed by zstd.
// snapshot.jsonl says what the accounts are, in their order in the archive. What a snapshot holds besides accounts is
// only there to be passed over.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import bs58 from "bs58";

import { Draw, address } from "./deterministic.mjs";

const ROW_STEP = 6; // of the accounts of the runtime: all of them would be more than the tests need
const HEAD_SIZE = 136;
const OWNERS = {
  "solana::AddressLookupTable": "AddressLookupTab1e1111111111111111111111111",
  "solana::Feature": "Feature111111111111111111111111111111111111",
  "solana::NonceAccount": "11111111111111111111111111111111",
  "solana::StakeAccount": "Stake11111111111111111111111111111111111111",
  "solana::UpgradeableLoaderAccount": "BPFLoaderUpgradeab1e11111111111111111111111",
};

const draw = new Draw("snapshot");

function storedAccount(row, index) {
  const data = Buffer.alloc(row.size);
  data.write(row.hex, "hex");
  return {
    writeVersion: index,
    pubkey: address(`snapshot ${index}`).toBase58(),
    lamports: Number(draw.amount() & 0xffffffffffn),
    rentEpoch: index % 2,
    owner: OWNERS[row.type],
    executable: index % 5 === 0,
    padding: Buffer.alloc(7).toString("hex"),
    hash: bs58.encode(draw.bytes(32)),
    data: data.toString("base64"),
  };
}

function layout(account) {
  const data = Buffer.from(account.data, "base64");
  const wire = Buffer.alloc(Math.ceil((HEAD_SIZE + data.length) / 8) * 8);
  wire.writeBigUInt64LE(BigInt(account.writeVersion), 0);
  wire.writeBigUInt64LE(BigInt(data.length), 8);
  wire.set(bs58.decode(account.pubkey), 16);
  wire.writeBigUInt64LE(BigInt(account.lamports), 48);
  wire.writeBigUInt64LE(BigInt(account.rentEpoch), 56);
  wire.set(bs58.decode(account.owner), 64);
  wire.writeUInt8(account.executable ? 1 : 0, 96);
  wire.set(bs58.decode(account.hash), 104);
  wire.set(data, HEAD_SIZE);
  return wire;
}

const rows = readFileSync("accounts.jsonl", "utf8").trim().split("\n").map((line) => JSON.parse(line));
const accounts = rows.filter((_, index) => index % ROW_STEP === 0).map(storedAccount);
const half = Math.floor(accounts.length / 2);
const folder = mkdtempSync(join(tmpdir(), "snapshot-"));
mkdirSync(join(folder, "accounts"));
mkdirSync(join(folder, "snapshots", "12345"), { recursive: true });
writeFileSync(join(folder, "version"), "1.2.0");
writeFileSync(join(folder, "snapshots", "status_cache"), Buffer.alloc(8));
writeFileSync(join(folder, "snapshots", "12345", "12345"), Buffer.alloc(1000, 1));
// The second file keeps room for more accounts, as files of older validators do.
writeFileSync(join(folder, "accounts", "12300.0"), Buffer.concat(accounts.slice(0, half).map(layout)));
writeFileSync(
  join(folder, "accounts", "12345.1"),
  Buffer.concat([...accounts.slice(half).map(layout), Buffer.alloc(20000)]),
);
const tar = join(folder, "snapshot.tar");
const steady = ["--format=gnu", "--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--mode=644"];
execFileSync("tar", [...steady, "-C", folder, "-cf", tar, "version", "snapshots", "accounts"]);
execFileSync("zstd", ["-q", "-19", "--check", "-f", tar, "-o", "snapshot.tar.zst"]);
writeFileSync("snapshot.jsonl", accounts.map((account) => JSON.stringify(account) + "\n").join(""));
rmSync(folder, { recursive: true });
