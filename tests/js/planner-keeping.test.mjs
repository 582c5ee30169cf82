// Saving, opening, sharing and erasing against a server of a few lines that keeps the house's rules,
// with its faults: another device, no network, a full disk, a script that did not arrive.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { SEALING, plain, planner } from "./planner.mjs";

let vaults, handed, fault, asked, stamps, own;

function server(address, { body }) {
  asked.push(body[0]);
  if (fault === "no network") return Promise.reject(new TypeError("Failed to fetch"));
  if (fault === "broken") return Promise.resolve({ ok: false, status: 502 });
  const answer = (outcome, stamp = new Uint8Array(8), blob = new Uint8Array(4296), number = 0) => {
    const bytes = new Uint8Array(11 + blob.length);
    bytes.set([outcome]); bytes.set(stamp, 1); bytes.set([number >> 8, number & 255], 9); bytes.set(blob, 11);
    return Promise.resolve({ ok: true, arrayBuffer: () => Promise.resolve(bytes.buffer) });
  };
  const [at, token, based] = [body.slice(1, 17).join(), body.slice(17, 49).join(), body.slice(49, 57)], days = body[57] * 256 + body[58], kept = vaults.get(at);
  if (fault === "wait") return answer(3, undefined, undefined, 90);
  if (fault === "full" && body[0] === 2) return answer(4);
  if (body[0] === 1) return kept ? answer(1, kept.stamp, kept.blob) : answer(0);
  if (body[0] === 6) return answer(1, undefined, own.service, 3);
  if (body[0] === 5) { handed.push({ at, token, blob: body.slice(59), epoch: days }); return answer(1); }
  if (body[0] === 7) { const left = handed.filter((each) => each.at !== at || each.token !== token), gone = left.length < handed.length; handed = left; return answer(gone ? 1 : 0); }
  if (body[0] === 2 && !kept && !based.some(Boolean)) { vaults.set(at, { token, stamp: Uint8Array.of(++stamps, 1, 1, 1, 1, 1, 1, 1), blob: body.slice(59), days }); return answer(1, vaults.get(at).stamp); }
  if (!kept || kept.token !== token) return answer(0);
  if (body[0] === 2 && kept.stamp.join() !== based.join()) return answer(2, kept.stamp, kept.blob);
  if (body[0] === 2) { Object.assign(kept, { stamp: Uint8Array.of(++stamps, 2, 2, 2, 2, 2, 2, 2), blob: body.slice(59), days }); return answer(1, kept.stamp); }
  if (body[0] === 3) { kept.days = days; return answer(1); }
  vaults.delete(at);
  return answer(1);
}

beforeEach(() => {
  [vaults, handed, fault, asked, stamps] = [new Map(), [], "", [], 0];
  own = planner({ fetch: server });
  own.sealing.PARAMETERS[0].logN = 4; // the slow derivation has its own test
});

const write = (plan, id, fields, device = "one") => own.plan.write(plan, id, { kind: "note", ...fields }, device);

async function saved(text = "first") {
  const words = own.words.draw(), held = await own.keeping.begin(words, 365);
  const mine = await own.keeping.save(held, write(own.plan.empty(), "a", { text }));
  return { words, held, mine };
}

test("a plan is saved, read back, and opened elsewhere with its words", async () => {
  const { words, mine } = await saved();
  assert.deepEqual(asked, [2, 1]);
  const elsewhere = await own.keeping.open(words);
  assert.deepEqual(plain(elsewhere.plan), plain(mine));
  assert.equal(elsewhere.held.days, 365);
  assert.equal(await own.keeping.open(own.words.draw()), null);
});

test("the server never gets a word, an identity or a recipient, and only bytes of one length", async () => {
  const { words, held } = await saved("very private words");
  const stored = Buffer.from([...vaults.values()][0].blob);
  for (const secret of ["private", ...own.words.spelled(words), held.identity, await own.sealing.recipient(held.identity)]) assert.ok(!stored.includes(secret));
  assert.equal(stored.length, 4296);
});

test("two devices' changes are merged and neither is lost", async () => {
  const { words, held, mine } = await saved();
  const other = await own.keeping.open(words);
  await own.keeping.save(other.held, write(other.plan, "b", { text: "theirs" }, "two"));
  const merged = await own.keeping.save(held, write(mine, "c", { text: "ours" }));
  assert.deepEqual(Object.keys(merged.items).sort(), ["a", "b", "c"]);
  const again = await own.keeping.save(other.held, write(other.plan, "a", { text: "second" }, "two"));
  assert.deepEqual(Object.keys(again.items).sort(), ["a", "b", "c"]);
  assert.equal(own.plan.read((await own.keeping.open(words)).plan, "a").text, "second");
});

for (const [what, kind] of [["no network", "no-answer"], ["broken", "no-answer"], ["wait", "wait"], ["full", "not-saved"]]) {
  test(`with ${what} nothing in memory is lost, and saving again works`, async () => {
    const { words, held, mine } = await saved();
    write(mine, "b", { text: "new" });
    const before = JSON.stringify(mine);
    fault = what;
    await assert.rejects(own.keeping.save(held, mine), { kind });
    assert.equal(JSON.stringify(mine), before);
    fault = "";
    await own.keeping.save(held, mine);
    assert.equal(own.plan.read((await own.keeping.open(words)).plan, "b").text, "new");
  });
}

test("a save whose answer was lost is not saved twice over, and loses nothing", async () => {
  const { words, held, mine } = await saved();
  write(mine, "b", { text: "new" });
  let lost = true;
  const flaky = planner({ fetch: (address, how) => { const reply = server(address, how); if (how.body[0] === 2 && lost) { lost = false; return Promise.reject(new TypeError("cut off")); } return reply; } });
  flaky.sealing.PARAMETERS[0].logN = 4;
  await assert.rejects(flaky.keeping.save(held, mine), { kind: "no-answer" });
  const merged = await flaky.keeping.save(held, mine);
  assert.deepEqual(plain(merged.items), plain(mine.items));
  assert.deepEqual(plain((await own.keeping.open(words)).plan.items), plain(mine.items));
});

test("a tab killed while saving leaves the version before or the new one, whole, to whoever opens it again", async () => {
  for (const arrives of [false, true]) {
    const { words, held, mine } = await saved("first " + arrives);
    write(mine, "b", { text: "new" });
    let sent;
    const killed = planner({ fetch: (address, how) => { sent = how; return new Promise(() => {}); } });
    killed.sealing.PARAMETERS[0].logN = 4;
    killed.keeping.save(held, mine);
    while (!sent) await new Promise((done) => setTimeout(done, 5));
    if (arrives) await server("/k2", sent);
    const again = await own.keeping.open(words);
    assert.deepEqual(Object.keys(again.plan.items).sort(), arrives ? ["a", "b"] : ["a"]);
    await own.keeping.save(again.held, write(again.plan, "c", { text: "after" }));
  }
});

test("a vault that was erased or ran out is said to be gone, and may be begun anew with the same plan", async () => {
  const { words, held, mine } = await saved();
  assert.equal(await own.keeping.erase(held), true);
  assert.equal(await own.keeping.open(words), null);
  await assert.rejects(own.keeping.save(held, mine), { kind: "gone" });
  await own.keeping.save(await own.keeping.begin(words, 7), mine);
  assert.deepEqual(plain((await own.keeping.open(words)).plan.items), plain(mine.items));
});

test("a trusted person's copy is read with its own words, refreshed without them, answered, and taken back", async () => {
  const { mine, words } = await saved();
  const { indices, kept } = await own.keeping.beginCopy();
  assert.ok(!JSON.stringify(kept).includes("AGE-SECRET-KEY-1" + indices.join("")));
  let owner = await own.keeping.sendCopy(kept, own.plan.excerpt(mine, ["a"]), 92);
  const read = await own.keeping.openCopy(indices);
  assert.equal(own.plan.read(read.part, "a").text, "first");
  await own.keeping.answerCopy(read.answer, { seen: read.part.clock }, 92);
  const answer = await own.keeping.readSlot(owner.answer);
  assert.deepEqual(plain(answer), { seen: mine.clock });
  write(mine, "b", { text: "next" });
  owner = await own.keeping.sendCopy(owner, own.plan.excerpt(mine, ["a", "b"]), 92);
  assert.deepEqual(Object.keys((await own.keeping.openCopy(indices)).part.items), ["a", "b"]);
  assert.equal(await own.keeping.takeBackCopy(owner), true);
  assert.equal(await own.keeping.openCopy(indices), null);
  assert.equal(await own.keeping.readSlot(owner.answer), null);
  assert.ok(await own.keeping.open(words));
});

test("whoever has a copy's words can neither change it, renew it nor erase it", async () => {
  const { mine } = await saved();
  const { indices, kept } = await own.keeping.beginCopy();
  await own.keeping.sendCopy(kept, own.plan.excerpt(mine, ["a"]), 92);
  const friend = await own.keeping.begin(indices, 365);
  await assert.rejects(own.keeping.save(friend, own.plan.empty()), { kind: "gone" });
  assert.equal(await own.keeping.renew(friend), false);
  assert.equal(await own.keeping.erase(friend), false);
  assert.equal(own.plan.read((await own.keeping.openCopy(indices)).part, "a").text, "first");
});

test("every vault is asked for in the same way: a plan, a second plan, a copy, an answer", async () => {
  await saved("plan"); await saved("shopping");
  const { kept } = await own.keeping.beginCopy();
  await own.keeping.sendCopy(kept, own.plan.empty(), 365);
  assert.deepEqual(new Set([...vaults.values()].map(({ blob }) => blob.length)), new Set([4296]));
  assert.deepEqual(asked, [2, 1, 2, 1, 2]);
});

test("what is handed over is sealed to the service, and its suggestions come back to one slot", async () => {
  const { mine } = await saved();
  const identity = own.sealing.newIdentity(), recipient = await own.sealing.recipient(identity);
  own.service = Uint8Array.from([...own.age.bech32.decodeToBytes(recipient).bytes, ...new Uint8Array(4264)]);
  const slot = own.keeping.newSlot();
  await own.keeping.handOver(slot, own.plan.excerpt(mine, ["a"]), { note: "For Sam at the desk", not_read: "Jo" });
  const got = await own.sealing.unseal(handed[0].blob, identity);
  assert.deepEqual([handed[0].epoch, got.note, got.not_read], [3, "For Sam at the desk", "Jo"]);
  assert.deepEqual(plain(got.part.items.a.text.value), "first");
  assert.equal(await own.keeping.readSlot(slot), null);
  await own.keeping.answerCopy(got.back, { suggestions: ["Ring first"] }, 92);
  assert.deepEqual(plain(await own.keeping.readSlot(slot)), { suggestions: ["Ring first"] });
});

test("what was handed over is taken back by the plan that holds its slot, not by who reads what was handed over", async () => {
  const { mine } = await saved();
  const identity = own.sealing.newIdentity(), recipient = await own.sealing.recipient(identity);
  own.service = Uint8Array.from([...own.age.bech32.decodeToBytes(recipient).bytes, ...new Uint8Array(4264)]);
  const slot = own.keeping.newSlot();
  await own.keeping.handOver(slot, own.plan.excerpt(mine, ["a"]), {});
  const got = JSON.stringify(await own.sealing.unseal(handed[0].blob, identity));
  for (const half of [slot.once.slice(0, 32), slot.once.slice(32)]) assert.ok(!got.includes(half));
  assert.equal(await own.keeping.takeBackHandOver(own.keeping.newSlot()), false);
  assert.equal(handed.length, 1);
  assert.equal(await own.keeping.takeBackHandOver(slot), true);
  assert.equal(handed.length, 0);
  assert.equal(await own.keeping.takeBackHandOver(slot), false);
});

test("the sealing is fetched once, only when it is needed, and told apart from one that did not arrive", async () => {
  let text = "", fetched = 0;
  const bare = planner({ sealing: false, fetch: () => { fetched += 1; return text === null ? Promise.reject(new TypeError("no network")) : Promise.resolve({ ok: Boolean(text), text: () => text === "half" ? Promise.reject(new TypeError("cut off")) : Promise.resolve(text) }); } });
  assert.equal(fetched, 0);
  for (text of [null, "", "half", SEALING.slice(0, 5000)]) await assert.rejects(bare.keeping.load(), { kind: "no-script" });
  text = SEALING;
  await Promise.all([bare.keeping.load(), bare.keeping.load()]);
  await bare.keeping.load();
  assert.equal(fetched, 5);
  assert.equal(bare.words.list.length, 7358);
});

test("a browser that cannot seal is told so before anything is fetched", async () => {
  const bare = planner({ sealing: false, crypto: {}, fetch: () => assert.fail("nothing is fetched") });
  await assert.rejects(bare.keeping.load(), { kind: "no-crypto" });
});
