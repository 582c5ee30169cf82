// Ways out in the page's script: as Python finds them, and as looking through every course finds them.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { plain, planner } from "./planner.mjs";

const { routes, map } = planner({ sealing: false });
const published = JSON.parse(readFileSync(new URL("../vectors/routes.json", import.meta.url), "utf8")).vectors;
const compare = (one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
const shut = (each) => each.usable === false || (each.locked === true && each.key === "theirs");

test("every home of the vectors gets the answers that Python gives", () => {
  for (const { home, found } of published) assert.deepEqual(plain(routes.waysFromEach(home)), found);
});

function courses(home, start, target) {
  const rooms = new Map(home.rooms.map((room) => [room.id, room])), found = [];
  (function go(here, seen, links, cost) {
    if (here === target) found.push({ cost, rooms: seen, links });
    for (const link of home.links) {
      if (shut(link) || !link.between.includes(here)) continue;
      const onward = link.between[0] === here ? link.between[1] : link.between[0];
      if (!seen.includes(onward)) go(onward, [...seen, onward], [...links, link.id], [cost[0] + (rooms.get(onward).risk === "high"), cost[1] + link.door, cost[2] + 1]);
    }
  })(start, [start], [], [0, 0, 0]);
  return found;
}

function random(seed) { let state = seed; return (end) => { state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff; return (state >>> 8) % end; }; }

function made(seed) {
  const below = random(seed), ids = Array.from({ length: 2 + below(5) }, (_, i) => `r${i}`), pick = (list) => list[below(list.length)];
  const lock = () => ({ locked: pick([true, false, null]), key: pick(["mine", "theirs", "unknown"]) });
  return {
    rooms: ids.map((id) => ({ id, risk: pick(["low", "high", "unknown"]), phone: pick([true, false, null]), lock: pick([true, false, null]), them: pick([true, false]) })),
    links: Array.from({ length: below(2 * ids.length) }, (_, i) => ({ id: `l${i}`, between: [pick(ids), pick(ids)], door: below(2) === 1, ...lock() })),
    ways: Array.from({ length: below(4) }, (_, i) => ({ id: `w${i}`, room: pick(ids), door: below(2) === 1, usable: pick([true, false, null]), ...lock() })),
    order: {},
  };
}

test("no course is better than the one given, and none is left out", () => {
  for (let seed = 1; seed < 800; seed += 1) {
    const home = made(seed);
    for (const found of routes.waysFromEach(home)) {
      if (found.answer === "ask") continue;
      const best = new Map();
      for (const way of home.ways.filter((each) => !shut(each))) {
        const all = courses(home, found.room, way.room).sort((a, b) => compare(a.cost, b.cost));
        if (all.length) best.set(way.id, all.filter((each) => compare(each.cost, all[0].cost) === 0).map((each) => ({ ...each, cost: [each.cost[0], each.cost[1] + way.door, each.cost[2]] })));
      }
      assert.deepEqual(new Set(found.ways.map((each) => each.way)), new Set(best.keys()), `seed ${seed}`);
      found.ways.forEach(({ way, course }, i) => {
        const equal = best.get(way);
        assert.deepEqual(plain(course.cost), equal[0].cost);
        assert.equal(course.count, equal.length);
        assert.ok(equal.some((each) => each.rooms.join() === course.rooms.join() && each.links.join() === course.links.join()));
        if (i) assert.ok(compare(found.ways[i - 1].course.cost, course.cost) <= 0);
      });
    }
  }
});

test("a large home takes no time to speak of", () => {
  const below = random(7), ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
  const home = { rooms: ids.map((id) => ({ id, risk: "low", phone: true })), ways: ids.slice(0, 6).map((room, i) => ({ id: `w${i}`, room, door: true, usable: true, locked: false })), links: Array.from({ length: 60 }, (_, i) => ({ id: `l${i}`, between: [ids[below(20)], ids[below(20)]], door: true, locked: false })) };
  assert.equal(routes.waysFromEach(home).length, 20); // how long it takes is measured by the bench, never here
});

test("the drawing holds every room once, apart from the others, and escapes what people called them", () => {
  for (const { home, drawn } of published) {
    const named = Object.fromEntries(home.rooms.map((room) => [room.id, `<${room.id}> & a long name`]));
    const svg = map.draw(home, named, { map: "Map", high: "high", low: "low", unknown: "?", out: "way out" });
    assert.equal(createHash("sha256").update(svg).digest("hex").slice(0, 16), drawn); // as Python draws it
    const { places, width, height } = map.layOut(home), all = [...places.values()];
    assert.equal(places.size, home.rooms.length);
    assert.equal(new Set(all.map(({ x, y }) => `${x} ${y}`)).size, all.length);
    assert.ok(width <= 512);
    assert.ok(all.every(({ x, y }) => x >= 0 && y >= 0 && x + 120 <= width && y + 64 <= height));
  }
  const { home } = published[0];
  const names = Object.fromEntries(home.rooms.map((room) => [room.id, `<b>"Hall"& ${room.id}`]));
  const drawn = map.draw(home, names, { map: "Map", high: "high", low: "low", unknown: "?", out: "way out" });
  assert.ok(!drawn.includes("<b>") && !drawn.includes(`"Hall"`));
  assert.equal(drawn.match(/<rect/g).length, home.rooms.length);
  const long = map.draw({ rooms: [{ id: "a" }] }, { a: "The room behind the kitchen" }, { unknown: "not known" });
  assert.ok(long.includes(">The room behind…<"));
  assert.ok(!/\bstyle=|<script|href/.test(drawn));
  assert.equal(map.inWords({ rooms: ["a", "b"] }, { a: "Bedroom", b: "hall" }, "front door", ", then "), "Bedroom, then hall, then front door");
});
