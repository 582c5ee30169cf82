// Merging what two devices changed: nothing that somebody wrote is lost, and both devices come to the same plan.

import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, planner } from "./planner.mjs";

const { plan, named } = planner({ sealing: false });

// A small generator of chance that can be begun anew from its seed, so that a failure can be seen again.
function chance(seed) {
  let state = seed >>> 0;
  const next = () => { state = (state + 0x6d2b79f5) | 0; let t = Math.imul(state ^ (state >>> 15), 1 | state); t ^= t + Math.imul(t ^ (t >>> 7), 61 | t); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
  return { below: (end) => Math.floor(next() * end), pick: (list) => list[Math.floor(next() * list.length)] };
}

const IDS = ["a", "b", "c", "d"], FIELDS = ["kind", "name", "note"];

function change(from, random, device, writes) {
  const made = plan.copyOf(from), log = [];
  for (let i = 0; i < random.below(6); i += 1) {
    const id = random.pick(IDS);
    if (random.below(4) === 0 && made.items[id]) { plan.remove(made, id); log.push(["gone", id]); continue; }
    const name = random.pick(FIELDS), value = `${device}${writes.next++}`;
    plan.write(made, id, { [name]: value }, device);
    log.push(["wrote", id, name, value]);
  }
  return { made, log };
}

const keeps = (merged, id, name, value) => { const field = (merged.items[id] || {})[name]; return field && (field.value === value || (field.aside || []).includes(value)); };

test("two devices come to the same plan, whichever merges, and no last writing of either is lost", () => {
  for (let seed = 0; seed < 3000; seed += 1) {
    const random = chance(seed), writes = { next: 0 };
    const base = change(plan.empty(), random, "base", writes).made;
    const [mine, theirs] = [change(base, random, "mine", writes), change(base, random, "them", writes)];
    const merged = plan.merge(base, mine.made, theirs.made), other = plan.merge(base, theirs.made, mine.made);
    assert.deepEqual(plain(merged), plain(other), `seed ${seed}`);
    for (const { made, log } of [mine, theirs]) {
      for (const [what, id, name, value] of log) {
        const stands = what === "wrote" && made.items[id] && made.items[id][name] && made.items[id][name].value === value;
        if (stands) assert.ok(keeps(merged, id, name, value), `seed ${seed}: ${id}.${name} = ${value}`);
      }
    }
    for (const id of IDS) {
      const untouched = (side) => JSON.stringify(side.made.items[id]) === JSON.stringify(base.items[id]);
      if (base.items[id] && ((!mine.made.items[id] && untouched(theirs)) || (!theirs.made.items[id] && untouched(mine)))) assert.ok(!merged.items[id], `seed ${seed}: ${id} came back`);
      if (base.items[id] && untouched(mine) && untouched(theirs)) assert.deepEqual(plain(merged.items[id]), plain(base.items[id]));
    }
  }
});

test("merging again changes nothing, and merging with what did not change gives the other", () => {
  for (let seed = 0; seed < 500; seed += 1) {
    const random = chance(seed), writes = { next: 0 };
    const base = change(plan.empty(), random, "base", writes).made;
    const [mine, theirs] = [change(base, random, "mine", writes).made, change(base, random, "them", writes).made];
    const merged = plan.merge(base, mine, theirs);
    assert.deepEqual(plain(plan.merge(theirs, merged, theirs).items), plain(merged.items));
    assert.deepEqual(plain(plan.merge(base, base, theirs).items), plain(plan.merge(theirs, theirs, theirs).items));
  }
});

test("a field that both wrote keeps the later and puts the other aside, until it is settled", () => {
  const base = plan.write(plan.empty(), "p", { kind: "person", name: "Sam" }, "one");
  const mine = plan.write(plan.copyOf(base), "p", { name: "Samira" }, "one");
  const theirs = plan.write(plan.write(plan.copyOf(base), "p", { name: "Sami" }, "two"), "q", { kind: "person" }, "two");
  const merged = plan.merge(base, mine, theirs);
  assert.deepEqual(plain(plan.unsettled(merged)), [{ id: "p", name: "name", value: "Sami", aside: ["Samira"] }]);
  plan.settle(merged, "p", "name", "Sami", "one");
  assert.deepEqual(plain(plan.unsettled(merged)), []);
  assert.deepEqual(plain(plan.list(merged, "person").map(([id]) => id)), ["p", "q"]);
});

test("an excerpt holds what was chosen, without what was left out", () => {
  const whole = plan.empty();
  plan.write(whole, "p", { kind: "person", name: "Sam", phone: "01632 960001" }, "one");
  plan.write(whole, "b", { kind: "bag", where: "shed", what: "coat" }, "one");
  const part = plan.excerpt(whole, ["p", "b"], ["b.where"]);
  assert.deepEqual(plain(plan.read(part, "b")), { kind: "bag", what: "coat" });
  assert.ok(!JSON.stringify(part).includes("shed"));
  assert.equal(plan.read(whole, "b").where, "shed");
});

test("what only the page reads of a copy is never asked about: the later stands, and both copies of one person stay", () => {
  const base = plan.write(plan.empty(), "c", { kind: "copy", person: "p", kept: { stamp: "1" } }, "one");
  const mine = plan.write(plan.copyOf(base), "c", { kept: { stamp: "2" } }, "one");
  const theirs = plan.write(plan.write(plan.copyOf(base), "c", { kept: { stamp: "3" } }, "two"), "c2", { kind: "copy", person: "p" }, "two");
  theirs.items.c.kept.clock += 1;
  for (const merged of [plan.merge(base, mine, theirs), plan.merge(base, theirs, mine)]) {
    assert.deepEqual(plain(plan.unsettled(merged)), []);
    assert.equal(plan.read(merged, "c").kept.stamp, "3");
    assert.deepEqual(plain(plan.list(merged, "copy").map(([id]) => id)), ["c", "c2"]);
  }
});

test("items of one kind come in the person's own order", () => {
  const whole = plan.empty();
  for (const [id, place] of [["a", 3], ["b", 1], ["c", 2]]) plan.write(whole, id, { kind: "thing", place }, "one");
  assert.deepEqual(plain(plan.list(whole, "thing").map(([id]) => id)), ["b", "c", "a"]);
  assert.equal(plan.read(whole, "nobody"), null);
});

test("in plain text a colon stands between label and words, but never after a question or a number", () => {
  assert.equal(named("Who sleeps here", "Sam"), "Who sleeps here: Sam");
  assert.equal(named("Who could help?", "Sam"), "Who could help? Sam");
  assert.equal(named("کون مدد کر سکتا ہے؟", "سام"), "کون مدد کر سکتا ہے؟ سام");
  assert.equal(named("1.", "The children"), "1. The children");
});
