// Words, keys and sealing in the browser's script: the same as Python's, by the vectors that both share.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { plain, planner } from "./planner.mjs";

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8")).vectors;
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const own = planner();
const WORDS = own.words.draw();

test("the list is the house's own, in its order", () => {
  const list = readFileSync(new URL("../../waymark/sealing/data/words.txt", import.meta.url), "utf8").trim().split("\n");
  assert.deepEqual(plain(own.words.list), list);
});

test("indices are spelled, numbered, packed and checked as the vectors say", () => {
  for (const v of vectors("words")) {
    assert.equal(own.words.spelled(v.indices).join(" "), v.spelled);
    assert.equal(own.words.numbers(v.indices).join(" "), v.digits);
    assert.equal(hex(own.words.pack(v.indices)), v.packed);
    assert.equal(own.words.check(v.indices), v.check);
  }
});

test("what is typed is read as Python reads it, and refused for the same reason", () => {
  for (const v of vectors("typed")) {
    if (v.indices) { assert.deepEqual(plain(own.words.read(v.typed)), v.indices, v.typed); continue; }
    assert.throws(() => own.words.read(v.typed), (fault) => { assert.deepEqual([fault.kind, plain(fault.offList)], [v.fault, v.off_list], v.typed); return true; });
  }
});

test("drawn words are plan words, read back from what is shown, and never the same twice", () => {
  const seen = new Set();
  for (let i = 0; i < 200; i += 1) {
    const drawn = own.words.draw();
    assert.equal(own.words.check(drawn), 10);
    assert.deepEqual(plain(own.words.read(own.words.spelled(drawn).join(" "))), plain(drawn));
    seen.add(drawn.join());
  }
  assert.equal(seen.size, 200);
});

test("drawing passes over what would make some words likelier", () => {
  const given = [65535, 58864, 58863, 0, 1, 2, 3, 4];
  let at = 0;
  const random = () => [at < given.length ? given[at++] : (given.push(at * 7919 % 58864), given[at++])];
  const drawn = own.words.draw(random);
  assert.ok(drawn.every((index) => index >= 0 && index < 7358));
  assert.ok(!drawn.includes(65535 % 7358) || drawn[0] !== 65535 % 7358);
});

test("locator, write token and identity follow from the words as in Python", async () => {
  for (const v of vectors("plans")) {
    const keys = await own.sealing.derive(v.indices);
    assert.deepEqual([keys.number, hex(keys.locator), hex(keys.token)], [v.parameters, v.locator, v.token]);
    assert.equal(hex(own.age.bech32.decodeToBytes(keys.identity).bytes), v.identity);
  }
});

test("a sealed plan has one of a few lengths, whatever is in it", async () => {
  const recipient = await own.sealing.recipient(own.sealing.newIdentity());
  const lengths = new Set();
  for (const size of [0, 1, 100, 4000, 4087]) lengths.add((await own.sealing.seal({ a: "x".repeat(size) }, recipient)).length);
  assert.deepEqual([...lengths], [4296]);
  assert.equal((await own.sealing.seal({ a: "x".repeat(65528) }, recipient)).length, 65736);
  await assert.rejects(own.sealing.seal({ a: "x".repeat(65529) }, recipient), { kind: "too-big" });
});

test("padding follows the house's ladder", () => {
  for (let length = 0; length < 66000; length += 37) {
    const padded = own.sealing.paddedLength(length);
    assert.ok(padded >= length && padded >= 4096);
    assert.equal(own.sealing.paddedLength(padded), padded);
    if (length > 4096) assert.ok(padded / length < 1.13);
  }
});

test("what was sealed unseals for its identity only, and not after any change", async () => {
  const identity = own.sealing.newIdentity(), other = own.sealing.newIdentity(), value = { b: [1, "ü", null], a: { d: 1, c: 2 } };
  const blob = await own.sealing.seal(value, await own.sealing.recipient(identity));
  assert.deepEqual(plain(await own.sealing.unseal(blob, identity)), value);
  await assert.rejects(own.sealing.unseal(blob, other), { kind: "does-not-unseal" });
  for (const at of [30, 100, 150, 190, 200, 3000, blob.length - 1]) {
    const changed = blob.slice(); changed[at] ^= 1;
    await assert.rejects(own.sealing.unseal(changed, identity), { kind: "does-not-unseal" });
  }
  await assert.rejects(own.sealing.unseal(blob.slice(0, -1), identity), { kind: "does-not-unseal" });
});

test("the same plan gives the same text in whatever order it was written", () => {
  assert.equal(own.sealing.canonical({ b: 1, a: [{ d: undefined, c: "é" }] }), '{"a":[{"c":"é"}],"b":1}');
});

test("a file taken away opens with its words and no others", async () => {
  const text = "What I need\nPassport, keys.\n";
  const file = await own.sealing.takeAway(text, WORDS);
  assert.equal(await own.sealing.bringBack(file, WORDS), text);
  await assert.rejects(own.sealing.bringBack(file, own.words.draw()), { kind: "does-not-unseal" });
});
