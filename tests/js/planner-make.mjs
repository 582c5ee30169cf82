// Makes and opens the planner's files for tests in Python: a JSON order on stdin, a JSON answer on stdout.

import { readFileSync } from "node:fs";
import { planner } from "./planner.mjs";

const own = planner(), order = JSON.parse(readFileSync(0, "utf8"));
const out = (bytes) => Buffer.from(bytes).toString("base64"), from = (text) => Uint8Array.from(Buffer.from(text, "base64"));

const made = {
  takeAway: async () => ({ file: out(await own.sealing.takeAway(order.text, order.indices)), words: own.words.spelled(order.indices).join(" ") }),
  bringBack: async () => ({ text: await own.sealing.bringBack(from(order.file), order.indices) }),
  seal: async () => ({ file: out(await own.sealing.seal(order.value, order.recipient)) }),
  sealToKey: async () => ({ file: out(await own.sealing.seal(order.value, own.sealing.recipientOf(from(order.public)))) }),
  unsealWithKey: async () => ({ value: await own.sealing.unseal(from(order.file), own.age.bech32.encodeFromBytes("age-secret-key-", from(order.secret)).toUpperCase()) }),
  unseal: async () => ({ value: await own.sealing.unseal(from(order.file), order.identity) }),
}[order.make];
process.stdout.write(JSON.stringify(await made()));
