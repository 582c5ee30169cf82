// Ways out of a home, in order; the same as waymark/planner/routes.py, held to it by tests/vectors/routes.json.
// It never says that a way is safe: these are the ways out that the person listed.
(function (own) {
"use strict";
const FACTS = ["risk", "phone", "signal", "lock", "seen", "them"], REASONS = ["lock", "phone", "signal", "seen"], ENOUGH = 2;
const known = (value) => value === true || value === false;
const shutLock = (each) => each.locked === true && each.key === "theirs";
const unsureLock = (each) => !known(each.locked) || (each.locked && each.key !== "mine" && each.key !== "theirs");
const wayShut = (way) => way.usable === false || shutLock(way);
const wayUnsure = (way) => !known(way.usable) || unsureLock(way);
const compare = (one, other) => { for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return one[i] - other[i]; return 0; };
const add = (one, other) => one.map((part, i) => part + other[i]);

const unknownFacts = (room) => FACTS.filter((name) => name === "risk" ? room.risk !== "low" && room.risk !== "high" : !known(room[name]));

function ready(home) {
  const rooms = new Map(home.rooms.map((room) => [room.id, room])), rank = new Map(home.rooms.map((room, i) => [room.id, i]));
  const next = new Map(home.rooms.map((room) => [room.id, []]));
  (home.links || []).forEach((link, number) => {
    const [one, other] = link.between;
    if (shutLock(link) || one === other || !rooms.has(one) || !rooms.has(other)) return;
    next.get(one).push({ number, to: other, link }); next.get(other).push({ number, to: one, link });
  });
  for (const ends of next.values()) ends.sort((a, b) => rank.get(a.to) - rank.get(b.to) || a.number - b.number);
  return { home, rooms, next, costs: new Map() };
}

const step = (plan, room, link) => [plan.rooms.get(room).risk === "high" ? 1 : 0, link.door ? 1 : 0, 1];

// The least cost from every room that reaches the target. Homes are small: looking through all of them is quick.
function costsTo(plan, target) {
  if (plan.costs.has(target)) return plan.costs.get(target);
  const best = new Map([[target, [0, 0, 0]]]), open = new Set([target]);
  while (open.size) {
    let room = null;
    for (const each of open) if (room === null || compare(best.get(each), best.get(room)) < 0) room = each;
    open.delete(room);
    for (const { to, link } of plan.next.get(room)) {
      const found = add(step(plan, room, link), best.get(room));
      if (!best.has(to) || compare(found, best.get(to)) < 0) { best.set(to, found); open.add(to); }
    }
  }
  plan.costs.set(target, best);
  return best;
}

const goodSteps = (plan, room, costs) => plan.next.get(room).filter(({ to, link }) => costs.has(to) && compare(add(step(plan, to, link), costs.get(to)), costs.get(room)) === 0);

function count(plan, room, target, costs, found) {
  if (room === target) return 1;
  if (!found.has(room)) found.set(room, goodSteps(plan, room, costs).reduce((sum, { to }) => sum + count(plan, to, target, costs, found), 0));
  return found.get(room);
}

function course(plan, start, target, way) {
  const costs = costsTo(plan, target), rooms = [start], links = [];
  while (rooms[rooms.length - 1] !== target) {
    const { to, link } = goodSteps(plan, rooms[rooms.length - 1], costs)[0];
    rooms.push(to); links.push(link);
  }
  const unsure = links.filter(unsureLock).map((link) => link.id), cost = costs.get(start).slice();
  if (way) { cost[1] += way.door ? 1 : 0; if (wayUnsure(way)) unsure.push(way.id); }
  const unknown = rooms.slice(1).filter((room) => unknownFacts(plan.rooms.get(room)).includes("risk")).length;
  return { rooms, links: links.map((link) => link.id), cost, unknown, unsure, count: count(plan, start, target, costs, new Map()) };
}

const places = (keys, before) => keys.map((key) => before + 1 + keys.findIndex((other) => compare(other, key) === 0));

function waysOut(plan, room) {
  const found = (plan.home.ways || []).filter((way) => !wayShut(way) && plan.rooms.has(way.room) && costsTo(plan, way.room).has(room))
    .map((way) => ({ way: way.id, course: course(plan, room, way.room, way) }));
  const order = ((plan.home.order || {})[room] || []), at = new Map(order.map((way, i) => [way, i]));
  const mine = found.filter((each) => at.has(each.way)).sort((a, b) => at.get(a.way) - at.get(b.way));
  const rest = found.filter((each) => !at.has(each.way)).sort((a, b) => compare(a.course.cost, b.course.cost));
  const place = places(rest.map((each) => each.course.cost), mine.length);
  return mine.map((each, i) => Object.assign(each, { place: i + 1, own: true })).concat(rest.map((each, i) => Object.assign(each, { place: place[i], own: false })));
}

function waiting(plan, start) {
  const found = [];
  for (const room of plan.home.rooms) {
    const reasons = REASONS.filter((name) => room[name] === true);
    if (!reasons.length || room.risk === "high" || room.them === true || factsKnown(plan.home, room) < ENOUGH) continue;
    if (costsTo(plan, room.id).has(start)) { const way = course(plan, start, room.id); found.push({ room: room.id, reasons, course: way, key: [-reasons.length, ...way.cost] }); }
  }
  found.sort((a, b) => compare(a.key, b.key));
  const place = places(found.map((each) => each.key), 0);
  return found.map(({ room, reasons, course: way }, i) => ({ room, reasons, course: way, place: place[i] }));
}

function factsKnown(home, room) {
  const leads = (home.links || []).some((link) => link.between.includes(room.id)) || (home.ways || []).some((way) => way.room === room.id);
  return FACTS.length - unknownFacts(room).length + (leads ? 1 : 0);
}

function fromRoom(plan, id) {
  const room = plan.rooms.get(id), blank = { room: id, ways: [], waiting: [], ask: [] };
  if (factsKnown(plan.home, room) < ENOUGH) return Object.assign(blank, { answer: "ask", ask: unknownFacts(room) });
  const ways = waysOut(plan, id);
  if (ways.length) return Object.assign(blank, { answer: "ways", ways });
  const rooms = waiting(plan, id);
  return Object.assign(blank, { answer: rooms.length ? "wait" : "none", waiting: rooms });
}

own.routes = { waysFrom: (home, id) => fromRoom(ready(home), id), waysFromEach: (home) => { const plan = ready(home); return home.rooms.map((room) => fromRoom(plan, room.id)); }, factsKnown, unknownFacts };
})(planner);
