// Makes the dumps of accounts, sysvars and instruction data with Solana's own runtime; runtime.mjs says what a row of
// the files looks like.
import { writeFileSync } from "node:fs";

import { add_features, add_nonces, add_stakes, add_tables } from "./account_dumps.mjs";
import { add_programs } from "./program_dumps.mjs";
import { Rows, executed_instructions } from "./runtime.mjs";
import { add_sysvars } from "./sysvar_dumps.mjs";
import { add_votes } from "./vote_dumps.mjs";

function write(file, ...makers) {
  const rows = new Rows();
  for (const add of makers) add(rows);
  writeFileSync(new URL(file, import.meta.url), rows.text());
  console.log(`${file}: ${rows.count} rows`);
  for (const [name, bytes] of rows.samples) writeFileSync(new URL(name, import.meta.url), bytes);
}

write("sysvars.jsonl", add_sysvars);
write("accounts.jsonl", add_nonces, add_stakes, add_tables, add_features, add_programs);
write("vote_accounts.jsonl", add_votes);
write("instructions.jsonl", (rows) => {
  for (const { name, type, data } of executed_instructions()) rows.add(name, type, data, { facts: {} });
});
