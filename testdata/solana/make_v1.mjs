// Makes transactions of version 1 (SIMD-0385) with Solana's newer client, the one that can: v1_transactions.jsonl holds
// their wire bytes beside the value, which is written from what the client reads in its own bytes.
import { writeFileSync } from "node:fs";

import {
  appendTransactionMessageInstruction,
  createKeyPairSignerFromPrivateKeyBytes,
  createTransactionMessage,
  getCompiledTransactionMessageDecoder,
  getTransactionEncoder,
  setTransactionMessageConfig,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from "@solana/kit";
import bs58 from "bs58";

import { Draw, address, sha256 } from "./deterministic.mjs";
import { Rows } from "./runtime.mjs";

const TRANSACTIONS = 60;
const READONLY = 0;
const WRITABLE = 1;
const READONLY_SIGNER = 2;
const WRITABLE_SIGNER = 3;

const draw = new Draw("v1");
const signers = await Promise.all(
  Array.from({ length: 6 }, (_, i) => createKeyPairSignerFromPrivateKeyBytes(sha256(`v1 signer ${i}`))),
);

// Every combination of the four settings comes up, unset ones included.
function config(i) {
  const out = {};
  if (i & 1) out.priorityFeeLamports = i % 5 === 0 ? 2n ** 64n - 1n : draw.amount();
  if (i & 2) out.computeUnitLimit = draw.below(1_400_000);
  if (i & 4) out.loadedAccountsDataSizeLimit = 1 + draw.below(2 ** 26);
  if (i & 8) out.heapSize = 1024 * (32 + draw.below(224));
  return out;
}

function instruction(account_count, data_size) {
  return {
    programAddress: address(`v1 program ${draw.below(5)}`).toBase58(),
    accounts: Array.from({ length: account_count }, () => {
      if (draw.below(6) > 0) {
        return { address: address(`v1 account ${draw.below(40)}`).toBase58(), role: draw.pick([READONLY, WRITABLE]) };
      }
      const signer = draw.pick(signers);
      return { address: signer.address, signer, role: draw.pick([READONLY_SIGNER, WRITABLE_SIGNER]) };
    }),
    data: draw.bytes(data_size),
  };
}

function instructions(i) {
  if (i === 0) return [];
  if (i === 1) return [instruction(0, 0)];
  if (i === 2) return [instruction(255, 1500)];
  if (i === 3) return Array.from({ length: 64 }, () => instruction(draw.below(4), draw.below(8)));
  return Array.from({ length: 1 + draw.below(6) }, () => instruction(draw.below(12), draw.below(300)));
}

function value_of(transaction) {
  const message = getCompiledTransactionMessageDecoder().decode(transaction.messageBytes);
  const values = message.configValues.map(({ value }) => value);
  const setting = (bits) => ((message.configMask & bits) !== 0 ? values.shift() : null);
  return {
    signatures: Object.values(transaction.signatures).map((signature) => bs58.encode(signature)),
    message: {
      header: {
        numRequiredSignatures: message.header.numSignerAccounts,
        numReadonlySignedAccounts: message.header.numReadonlySignerAccounts,
        numReadonlyUnsignedAccounts: message.header.numReadonlyNonSignerAccounts,
      },
      accountKeys: message.staticAccounts,
      recentBlockhash: message.lifetimeToken,
      instructions: message.instructionHeaders.map(({ programAccountIndex }, i) => ({
        programIdIndex: programAccountIndex,
        accounts: message.instructionPayloads[i].instructionAccountIndices,
        data: bs58.encode(message.instructionPayloads[i].instructionData),
      })),
      config: {
        priorityFee: setting(0b11),
        computeUnitLimit: setting(0b100),
        loadedAccountsDataSizeLimit: setting(0b1000),
        heapSize: setting(0b10000),
      },
    },
    version: 1,
  };
}

const rows = new Rows();
for (let i = 0; i < TRANSACTIONS; i++) {
  let message = createTransactionMessage({ version: 1 });
  message = setTransactionMessageFeePayerSigner(draw.pick(signers), message);
  message = setTransactionMessageLifetimeUsingBlockhash(
    { blockhash: bs58.encode(sha256(`v1 blockhash ${i}`)), lastValidBlockHeight: 1n },
    message,
  );
  message = setTransactionMessageConfig(config(i), message);
  for (const item of instructions(i)) message = appendTransactionMessageInstruction(item, message);
  const transaction = await signTransactionMessageWithSigners(message);
  const wire = getTransactionEncoder().encode(transaction);
  rows.add(`v1 transaction ${i}`, "solana::VersionedTransaction", wire, { value: value_of(transaction) });
}
writeFileSync(new URL("v1_transactions.jsonl", import.meta.url), rows.text());
console.log(`v1_transactions.jsonl: ${rows.count} rows`);
