// Vote accounts made by running the real vote program, in the two forms that it writes today: v4, and v3 where the
// feature that introduces v4 is not active. Each account is dumped after every few votes. No client reads the newer
// forms, so the rows state facts: what the script itself sent.
import { TransactionInstruction, VoteInit, VoteProgram } from "@solana/web3.js";
import bs58 from "bs58";

import { Draw, sha256, signer } from "./deterministic.mjs";
import { EarlierRuntime, Runtime } from "./runtime.mjs";

const VOTE_STATE_V4_FEATURE = "Gx4XFcrVMt4HUvPzTpTSVkdDVgcDSjKhDN1RqRS6KDuZ";
const TOWER_SYNC = 14;
const MAX_LOCKOUTS = 31;
const FIRST_SLOT = 1_000_000n;

const hash_of = (slot) => sha256(`slot ${slot}`);
const u64 = (value) => {
  const out = Buffer.alloc(8);
  out.writeBigUInt64LE(value);
  return out;
};
const u32 = (value) => {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return out;
};

function leb128(value) {
  const out = [];
  for (; value >= 0x80n; value >>= 7n) out.push(Number(value & 0x7fn) | 0x80);
  out.push(Number(value));
  return Buffer.from(out);
}

/** The data of a TowerSync instruction: lockouts as offsets from the root, each a varint and a count. */
function tower_sync({ root, lockouts, timestamp, block_id }) {
  let slot = root ?? 0n;
  const offsets = lockouts.map(([at, count]) => {
    const offset = leb128(at - slot);
    slot = at;
    return Buffer.concat([offset, Buffer.from([count])]);
  });
  return Buffer.concat([
    u32(TOWER_SYNC),
    u64(root ?? 2n ** 64n - 1n),
    Buffer.from([lockouts.length]),
    ...offsets,
    hash_of(slot),
    timestamp === null ? Buffer.from([0]) : Buffer.concat([Buffer.from([1]), u64(BigInt.asUintN(64, timestamp))]),
    block_id,
  ]);
}

// A tower as voting builds it: votes in a row confirm those below, the oldest becomes the root.
class Tower {
  lockouts = [];
  root = null;

  vote(slot) {
    while (this.lockouts.length > 0 && this.lockouts.at(-1)[0] + 2n ** BigInt(this.lockouts.at(-1)[1]) < slot) {
      this.lockouts.pop();
    }
    if (this.lockouts.length === MAX_LOCKOUTS) [this.root] = this.lockouts.shift();
    this.lockouts.push([slot, 1]);
    this.lockouts.forEach((lockout, i) => {
      const depth = this.lockouts.length - i;
      if (depth > lockout[1]) lockout[1] = depth;
    });
  }
}

function set_slot(runtime, slot, epoch) {
  runtime.set_clock(slot, 1_700_000_000n, epoch, epoch + 1n, 1_700_000_000n + slot);
  const hashes = [];
  for (let s = slot - 1n; s >= FIRST_SLOT && hashes.length < 512; s--)
    hashes.push({ slot: s, hash: bs58.encode(hash_of(s)) });
  runtime.set_slot_hashes(hashes);
}

function facts_of({ node, withdrawer, voters, tower, timestamp, commission, version }) {
  const at = `/state/${version}`;
  const facts = {
    [`${at}/nodePubkey`]: node.publicKey,
    [`${at}/authorizedWithdrawer`]: withdrawer.publicKey,
    [`${at}/rootSlot`]: tower.root,
  };
  if (version === "V4") facts[`${at}/inflationRewardsCommissionBps`] = 100 * commission;
  else facts[`${at}/commission`] = commission;
  tower.lockouts.forEach(([slot, count], i) => {
    facts[`${at}/votes/${i}/lockout`] = { slot, confirmationCount: count };
  });
  for (const [epoch, voter] of Object.entries(voters)) facts[`${at}/authorizedVoters/${epoch}`] = voter.publicKey;
  facts[`${at}/lastTimestamp/timestamp`] = timestamp ?? 0n;
  return facts;
}

function add_version(rows, version, runtime) {
  const draw = new Draw(`votes ${version}`);
  for (let i = 0; i < 8; i++) {
    const [vote, node, voter, withdrawer] = ["account", "node", "voter", "withdrawer"].map((l) =>
      signer(`vote ${version} ${l} ${i}`),
    );
    const epoch = BigInt(i);
    const state = {
      node,
      withdrawer,
      voters: { [i]: voter },
      tower: new Tower(),
      timestamp: null,
      commission: draw.below(101),
      version,
    };
    let slot = FIRST_SLOT + 1n;
    set_slot(runtime, slot, epoch);
    runtime.run(
      VoteProgram.createAccount({
        fromPubkey: runtime.payer.publicKey,
        votePubkey: vote.publicKey,
        lamports: 1_000_000_000,
        voteInit: new VoteInit(node.publicKey, voter.publicKey, withdrawer.publicKey, state.commission),
      }).instructions,
      vote,
      node,
    );
    const dump = (name) =>
      rows.add(`vote ${version} ${i} ${name}`, "solana::VoteAccount", runtime.data(vote.publicKey), {
        facts: facts_of(state),
      });
    dump("created");
    for (let round = 0; round < 9; round++) {
      const votes = 1 + draw.below(9);
      for (let k = 0; k < votes; k++) {
        slot += 1n + (draw.below(5) === 0 ? BigInt(draw.below(20)) : 0n);
        state.tower.vote(slot - 1n);
      }
      set_slot(runtime, slot, epoch + BigInt(round >> 2));
      const timestamp = round % 2 === 0 ? 1_700_000_000n + slot : null;
      state.timestamp = timestamp ?? state.timestamp;
      if (round >> 2 > 0) state.voters = { [Number(epoch) + (round >> 2)]: voter };
      runtime.run(
        [
          new TransactionInstruction({
            programId: VoteProgram.programId,
            keys: [
              { pubkey: vote.publicKey, isSigner: false, isWritable: true },
              { pubkey: voter.publicKey, isSigner: true, isWritable: false },
            ],
            data: tower_sync({ ...state.tower, timestamp, block_id: sha256(`block ${slot}`) }),
          }),
        ],
        voter,
      );
      dump(`voted ${round}`);
    }
  }
}

export function add_votes(rows) {
  add_version(rows, "V4", new Runtime());
  add_version(rows, "V3", new EarlierRuntime({ without: [VOTE_STATE_V4_FEATURE] }));
}
