// Sysvars at their edges: each value is set in the runtime, and what the runtime stored for it is read back as bytes.
import bs58 from "bs58";
import { Clock, EpochRewards, EpochSchedule, Rent, SlotHistory, StakeHistory, StakeHistoryEntry } from "litesvm";

import { Draw, sha256 } from "./deterministic.mjs";
import { Float, Runtime } from "./runtime.mjs";

const U64 = [0n, 1n, 255n, 256n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n];
const I64 = [0n, 1n, -1n, 255n, -256n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)];
const U128 = [0n, 1n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 127n - 1n, 2n ** 127n, 2n ** 128n - 1n];
const F64 = [
  [0, "0.0"],
  [-0, "-0.0"],
  [1, "1.0"],
  [2, "2.0"],
  [0.1, "0.1"],
  [1 / 3, "0.3333333333333333"],
  [-1.5, "-1.5"],
  [1e15, "1000000000000000.0"],
  [1e16, "1e16"],
  [1e-5, "0.00001"],
  [1e-7, "1e-7"],
  [5e-324, "5e-324"],
  [Number.MAX_VALUE, "1.7976931348623157e308"],
  [2 ** -1022, "2.2250738585072014e-308"],
].map(([value, text]) => new Float(value, text));

const ADDRESS = {
  Clock: "SysvarC1ock11111111111111111111111111111111",
  EpochRewards: "SysvarEpochRewards1111111111111111111111111",
  EpochSchedule: "SysvarEpochSchedu1e111111111111111111111111",
  Fees: "SysvarFees111111111111111111111111111111111",
  LastRestartSlot: "SysvarLastRestartS1ot1111111111111111111111",
  RecentBlockhashes: "SysvarRecentB1ockHashes11111111111111111111",
  Rent: "SysvarRent111111111111111111111111111111111",
  SlotHashes: "SysvarS1otHashes111111111111111111111111111",
  SlotHistory: "SysvarS1otHistory11111111111111111111111111",
  StakeHistory: "SysvarStakeHistory1111111111111111111111111",
};

const draw = new Draw("sysvars");
const some_hash = () => bs58.encode(sha256(`hash ${draw.below(1000)}`));
// The i-th value of an edge list, then random ones: every edge appears in every field.
const u64 = (i) => (i < U64.length ? U64[i] : draw.amount());
const i64 = (i) => (i < I64.length ? I64[i] : BigInt.asIntN(64, draw.u64()));

export function add_sysvars(rows) {
  const runtime = new Runtime();
  const { svm } = runtime;
  const counts = {};
  const stored = (type, value) => {
    const number = (counts[type] = (counts[type] ?? 0) + 1);
    rows.add(`${type} ${number}`, `solana::${type}`, runtime.data(ADDRESS[type]), { value });
  };

  for (let i = 0; i < 40; i++) {
    const c = {
      slot: u64(i),
      epochStartTimestamp: i64(i + 1),
      epoch: u64(i + 2),
      leaderScheduleEpoch: u64(i + 3),
      unixTimestamp: i64(i),
    };
    svm.setClock(new Clock(c.slot, c.epochStartTimestamp, c.epoch, c.leaderScheduleEpoch, c.unixTimestamp));
    stored("Clock", c);
  }
  for (let i = 0; i < 40; i++) {
    const r = {
      lamportsPerByteYear: u64(i),
      exemptionThreshold: F64[i % F64.length],
      burnPercent: [0, 1, 50, 100, 255][i % 5],
    };
    svm.setRent(new Rent(r.lamportsPerByteYear, r.exemptionThreshold.value, r.burnPercent));
    stored("Rent", r);
  }
  for (let i = 0; i < 40; i++) {
    const e = {
      slotsPerEpoch: u64(i),
      leaderScheduleSlotOffset: u64(i + 1),
      warmup: i % 2 === 1,
      firstNormalEpoch: u64(i + 2),
      firstNormalSlot: u64(i + 3),
    };
    svm.setEpochSchedule(
      new EpochSchedule(e.slotsPerEpoch, e.leaderScheduleSlotOffset, e.warmup, e.firstNormalEpoch, e.firstNormalSlot),
    );
    stored("EpochSchedule", e);
  }
  for (let i = 0; i < 40; i++) {
    const e = {
      distributionStartingBlockHeight: u64(i),
      numPartitions: u64(i + 1),
      parentBlockhash: i === 0 ? bs58.encode(Buffer.alloc(32)) : some_hash(),
      totalPoints: i < U128.length ? U128[i] : (draw.u64() << 64n) | draw.u64(),
      totalRewards: u64(i + 2),
      distributedRewards: u64(i + 3),
      active: i % 2 === 0,
    };
    svm.setEpochRewards(
      new EpochRewards(
        e.distributionStartingBlockHeight,
        e.numPartitions,
        e.parentBlockhash,
        e.totalPoints,
        e.totalRewards,
        e.distributedRewards,
        e.active,
      ),
    );
    stored("EpochRewards", e);
  }
  for (let i = 0; i < 20; i++) {
    const lastRestartSlot = u64(i);
    svm.setLastRestartSlot(lastRestartSlot);
    stored("LastRestartSlot", { lastRestartSlot });
  }
  for (const length of [0, 1, 2, 3, 7, 31, 32, 100, 512]) {
    const hashes = Array.from({ length }, (_, i) => ({ slot: u64(i), hash: some_hash() }));
    svm.setSlotHashes(hashes);
    // The account keeps the size that it has for 512 entries.
    const data = runtime.data(ADDRESS.SlotHashes);
    const state = hashes.map((h) => [h.slot, h.hash]);
    rows.add(`SlotHashes of ${length}`, "solana::Padded<solana::SlotHashes>", data, {
      value: { state, padding: data.length - (8 + 40 * length) },
    });
  }
  for (const length of [0, 1, 2, 3, 9, 100, 512]) {
    const history = new StakeHistory();
    const expected = [];
    for (let i = length - 1; i >= 0; i--) {
      const entry = { effective: u64(i), activating: u64(i + 1), deactivating: u64(i + 2) };
      const epoch = i === length - 1 ? 2n ** 63n + 7n : BigInt(i) * 3n; // newest first, as the chain keeps them
      history.add(epoch, new StakeHistoryEntry(entry.effective, entry.activating, entry.deactivating));
      expected.push([epoch, entry]);
    }
    svm.setStakeHistory(history);
    stored(
      "StakeHistory",
      expected.sort((a, b) => (a[0] < b[0] ? 1 : -1)),
    );
  }
  for (const words of [1, 2, 3, 5, 16]) {
    const bits = Array.from({ length: words }, (_, i) => u64(i + words));
    const next = u64(words);
    svm.setSlotHistory(new SlotHistory(BigUint64Array.from(bits), next));
    stored("SlotHistory", { bits: { bits, len: BigInt(64 * words) }, nextSlot: next });
  }
  for (let i = 0; i < 5; i++) {
    svm.expireBlockhash();
    const blockhash = svm.latestBlockhash();
    rows.add(`RecentBlockhashes ${i + 1}`, "solana::RecentBlockhashes", runtime.data(ADDRESS.RecentBlockhashes), {
      facts: { "/0/blockhash": blockhash },
    });
  }
  rows.add("Fees 1", "solana::Fees", runtime.data(ADDRESS.Fees), {
    value: { feeCalculator: { lamportsPerSignature: 0 } },
  });
}
