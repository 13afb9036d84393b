// Nonce, stake and lookup-table accounts made by running the real programs, with the value that the real clients read
// in them, and the feature-gate accounts that the runtime keeps. vote_dumps.mjs makes the vote accounts.
import {
  AddressLookupTableAccount,
  AddressLookupTableProgram,
  Authorized,
  Lockup,
  StakeAuthorizationLayout,
  StakeProgram,
  SystemProgram,
  VoteInit,
  VoteProgram,
} from "@solana/web3.js";
import { getNullableDecoder, getStructDecoder, getU64Decoder } from "@solana/kit";
import { getNonceDecoder } from "@solana-program/system";
import { getStakeStateAccountDecoder } from "@solana-program/stake";
import bs58 from "bs58";

import { Draw, address, sha256, signer } from "./deterministic.mjs";
import { Runtime } from "./runtime.mjs";

const SOL = 1_000_000_000;
const TABLE_META_SIZE = 56;
const FEATURE_PROGRAM = "Feature111111111111111111111111111111111111";

/** Warps the clock without the runtime's own bookkeeping. */
function at_epoch(runtime, epoch) {
  const clock = runtime.svm.getClock();
  runtime.set_clock(clock.slot + 1n, clock.epochStartTimestamp, BigInt(epoch), BigInt(epoch) + 1n, 1_700_000_000n);
}

function nonce_value(data) {
  const nonce = getNonceDecoder().decode(data);
  const state = {
    Initialized: {
      authority: nonce.authority,
      durableNonce: nonce.blockhash,
      feeCalculator: { lamportsPerSignature: nonce.lamportsPerSignature },
    },
  };
  return { state: { [["Legacy", "Current"][nonce.version]]: state }, padding: 0 };
}

export function add_nonces(rows) {
  const runtime = new Runtime();
  const dump = (name, key) =>
    rows.add(name, "solana::NonceAccount", runtime.data(key), { value: nonce_value(runtime.data(key)) });
  for (let i = 0; i < 15; i++) {
    const [nonce, authority, next] = ["account", "authority", "next"].map((label) => signer(`nonce ${label} ${i}`));
    runtime.run(
      SystemProgram.createNonceAccount({
        fromPubkey: runtime.payer.publicKey,
        noncePubkey: nonce.publicKey,
        authorizedPubkey: authority.publicKey,
        lamports: SOL,
      }).instructions,
      nonce,
    );
    dump(`nonce ${i} created`, nonce.publicKey);
    runtime.run(
      [SystemProgram.nonceAdvance({ noncePubkey: nonce.publicKey, authorizedPubkey: authority.publicKey })],
      authority,
    );
    dump(`nonce ${i} advanced`, nonce.publicKey);
    runtime.run(
      [
        SystemProgram.nonceAuthorize({
          noncePubkey: nonce.publicKey,
          authorizedPubkey: authority.publicKey,
          newAuthorizedPubkey: next.publicKey,
        }),
      ],
      authority,
    );
    dump(`nonce ${i} authorized`, nonce.publicKey);
    const before = signer(`nonce empty ${i}`);
    runtime.run(
      [
        SystemProgram.createAccount({
          fromPubkey: runtime.payer.publicKey,
          newAccountPubkey: before.publicKey,
          lamports: SOL,
          space: 80,
          programId: SystemProgram.programId,
        }),
      ],
      before,
    );
    if (i < 2) {
      rows.add(`nonce ${i} not initialized`, "solana::NonceAccount", runtime.data(before.publicKey), {
        value: { state: { Legacy: "Uninitialized" }, padding: 72 },
      });
    }
  }
}

const STAKE_SIZES = { Uninitialized: 4, Initialized: 124, Stake: 197, RewardsPool: 4 };

function stake_value(data) {
  const { state } = getStakeStateAccountDecoder().decode(data);
  const value = {
    Uninitialized: () => "Uninitialized",
    RewardsPool: () => "RewardsPool",
    Initialized: ([meta]) => ({ Initialized: meta }),
    Stake: (fields) => ({ Stake: fields }),
  }[state.__kind](state.fields);
  return { state: value, padding: data.length - STAKE_SIZES[state.__kind] };
}

export function add_stakes(rows) {
  const runtime = new Runtime();
  const draw = new Draw("stakes");
  const payer = runtime.payer.publicKey;
  const dump = (name, key) =>
    rows.add(name, "solana::StakeAccount", runtime.data(key), { value: stake_value(runtime.data(key)) });
  const vote = signer("stake vote account");
  const node = signer("stake vote node");
  at_epoch(runtime, 3);
  runtime.run(
    VoteProgram.createAccount({
      fromPubkey: payer,
      votePubkey: vote.publicKey,
      lamports: SOL,
      voteInit: new VoteInit(node.publicKey, node.publicKey, node.publicKey, 7),
    }).instructions,
    vote,
    node,
  );

  const times = [0, 1, -1, 255, 2 ** 31, 2 ** 40, -(2 ** 40), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  for (let i = 0; i < 24; i++) {
    const [stake, other, staker, withdrawer, custodian] = ["account", "other", "staker", "withdrawer", "custodian"].map(
      (label) => signer(`stake ${label} ${i}`),
    );
    runtime.svm.airdrop(staker.publicKey.toBase58(), BigInt(SOL)); // pays the rent of what it splits off
    const lockup =
      i % 3 === 0 ? Lockup.default : new Lockup(times[i % times.length], draw.below(2 ** 40), custodian.publicKey);
    runtime.run(
      StakeProgram.createAccount({
        fromPubkey: payer,
        stakePubkey: stake.publicKey,
        lockup,
        lamports: (2 + draw.below(50)) * SOL,
        authorized: new Authorized(staker.publicKey, withdrawer.publicKey),
      }).instructions,
      stake,
    );
    dump(`stake ${i} created`, stake.publicKey);
    at_epoch(runtime, 3 + i);
    runtime.run(
      StakeProgram.delegate({
        stakePubkey: stake.publicKey,
        authorizedPubkey: staker.publicKey,
        votePubkey: vote.publicKey,
      }).instructions,
      staker,
    );
    dump(`stake ${i} delegated`, stake.publicKey);
    runtime.run(
      StakeProgram.split(
        {
          stakePubkey: stake.publicKey,
          authorizedPubkey: staker.publicKey,
          splitStakePubkey: other.publicKey,
          lamports: SOL + draw.below(SOL / 2),
        },
        2_282_880,
      ).instructions,
      staker,
      other,
    );
    dump(`stake ${i} split off`, other.publicKey);
    runtime.run(
      StakeProgram.deactivate({ stakePubkey: stake.publicKey, authorizedPubkey: staker.publicKey }).instructions,
      staker,
    );
    dump(`stake ${i} deactivated`, stake.publicKey);
    runtime.run(
      StakeProgram.authorize({
        stakePubkey: other.publicKey,
        authorizedPubkey: staker.publicKey,
        newAuthorizedPubkey: custodian.publicKey,
        stakeAuthorizationType: StakeAuthorizationLayout.Staker,
      }).instructions,
      staker,
    );
    dump(`stake ${i} authorized`, other.publicKey);
  }
  for (const space of [200, 201, 4008]) {
    const empty = signer(`stake empty ${space}`);
    runtime.run(
      [
        SystemProgram.createAccount({
          fromPubkey: payer,
          newAccountPubkey: empty.publicKey,
          lamports: SOL,
          space,
          programId: StakeProgram.programId,
        }),
      ],
      empty,
    );
    dump(`stake not initialized, ${space} bytes`, empty.publicKey);
  }
}

function table_value(data) {
  const state = AddressLookupTableAccount.deserialize(data);
  const authority = state.authority ?? null;
  return {
    state: {
      LookupTable: {
        deactivationSlot: state.deactivationSlot,
        lastExtendedSlot: state.lastExtendedSlot,
        lastExtendedSlotStartIndex: state.lastExtendedSlotStartIndex,
        authority,
        padding: 0,
      },
    },
    padding: TABLE_META_SIZE - (authority ? 56 : 24),
    addresses: state.addresses,
  };
}

export function add_tables(rows) {
  const runtime = new Runtime();
  const authority = signer("table authority");
  const payer = runtime.payer.publicKey;
  const dump = (name, key) =>
    rows.add(name, "solana::AddressLookupTable", runtime.data(key), { value: table_value(runtime.data(key)) });
  [0, 1, 2, 3, 5, 20, 30, 31, 60, 128, 255, 256].forEach((size, i) => {
    const recent = 1000n * BigInt(i + 1);
    runtime.svm.warpToSlot(recent + 1n);
    runtime.svm.setSlotHashes([{ slot: recent, hash: bs58.encode(sha256(`slot ${recent}`)) }]);
    const [create, table] = AddressLookupTableProgram.createLookupTable({
      authority: authority.publicKey,
      payer,
      recentSlot: recent,
    });
    runtime.run([create], authority);
    dump(`table ${i} created`, table);
    const addresses = Array.from({ length: size }, (_, k) => address(`table dump ${i} ${k}`));
    for (let k = 0; k < size; k += 25) {
      runtime.svm.warpToSlot(recent + BigInt(k + 2));
      runtime.run(
        [
          AddressLookupTableProgram.extendLookupTable({
            lookupTable: table,
            authority: authority.publicKey,
            payer,
            addresses: addresses.slice(k, k + 25),
          }),
        ],
        authority,
      );
    }
    if (size > 0) dump(`table ${i} of ${size} addresses`, table);
    if (size > 0 && i % 2 === 1) {
      runtime.run(
        [AddressLookupTableProgram.freezeLookupTable({ lookupTable: table, authority: authority.publicKey })],
        authority,
      );
      dump(`table ${i} frozen`, table);
    } else {
      runtime.run(
        [AddressLookupTableProgram.deactivateLookupTable({ lookupTable: table, authority: authority.publicKey })],
        authority,
      );
      dump(`table ${i} deactivated`, table);
    }
  });
}

export function add_features(rows) {
  const runtime = new Runtime();
  const decoder = getStructDecoder([["activatedAt", getNullableDecoder(getU64Decoder())]]);
  runtime.svm
    .getProgramAccounts(FEATURE_PROGRAM)
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .slice(0, 20)
    .forEach((account) =>
      rows.add(`feature ${account.address}`, "solana::Feature", account.data, { value: decoder.decode(account.data) }),
    );
}
