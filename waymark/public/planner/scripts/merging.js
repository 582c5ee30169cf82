// Merging what two devices changed, and taking a part of a plan for somebody else. Needed where a plan is kept.
(function (own) {
"use strict";
const { VERSION, copyOf } = own.plan;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const names = (...maps) => [...new Set(maps.flatMap((map) => Object.keys(map || {})))].sort();

const later = (one, other) => one.clock !== other.clock ? one.clock > other.clock : one.device !== other.device ? one.device > other.device : JSON.stringify(one) > JSON.stringify(other);

// Both wrote: the later value stands, the earlier one is kept beside it until somebody settles it.
function both(mine, theirs) {
  const [newer, older] = later(mine, theirs) ? [mine, theirs] : [theirs, mine];
  const aside = [older.value, ...(mine.aside || []), ...(theirs.aside || [])];
  const kept = [...new Map(aside.map((value) => [JSON.stringify(value), value]))].filter(([text]) => text !== JSON.stringify(newer.value)).sort().map(([, value]) => value);
  const field = { value: newer.value, clock: newer.clock, device: newer.device };
  return kept.length ? Object.assign(field, { aside: kept }) : field;
}

// What only the page reads of an item (where its copy is, what came back) is nobody's to settle: the later stands.
const QUIET = ["copy", "hand"];

function mergeField(base, mine, theirs, quiet) {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  if (mine && theirs) return quiet ? (later(mine, theirs) ? mine : theirs) : both(mine, theirs);
  return mine || theirs;
}

function mergeItem(base, mine, theirs) {
  // Taken away by one and left alone by the other: gone. Changed by the other: it stays, whole.
  if (!mine || !theirs) {
    const left = mine || theirs;
    return left && !(base && same(base, left)) ? copyOf(left) : null;
  }
  const item = {}, quiet = QUIET.includes((mine.kind || {}).value);
  for (const name of names(base, mine, theirs)) {
    const field = mergeField(base && base[name], mine[name], theirs[name], quiet);
    if (field) item[name] = copyOf(field);
  }
  return item;
}

// Three ways: what both began from, ours, theirs. The same whichever device does it.
function merge(base, mine, theirs) {
  const merged = { version: VERSION, clock: Math.max(mine.clock, theirs.clock), items: {} };
  for (const id of names(base.items, mine.items, theirs.items)) {
    const item = mergeItem(sorted(base.items[id]), sorted(mine.items[id]), sorted(theirs.items[id]));
    if (item) merged.items[id] = item;
  }
  return merged;
}

// Fields in one order, so that two texts of the same item are the same text.
function sorted(item) {
  if (!item) return item;
  const fields = {};
  for (const name of Object.keys(item).sort()) {
    const { value, clock, device, aside } = item[name];
    fields[name] = aside ? { value, clock, device, aside } : { value, clock, device };
  }
  return fields;
}

// Settles a field that two devices wrote differently: what was put aside goes.
function settle(plan, id, name, value, device) {
  plan.clock += 1;
  plan.items[id][name] = { value, clock: plan.clock, device };
  return plan;
}

// A part of the plan for somebody else: these items, without fields that were left out.
function excerpt(plan, ids, leftOut) {
  const part = { version: VERSION, clock: plan.clock, items: {} };
  for (const id of ids) {
    const item = copyOf(plan.items[id]);
    for (const name of Object.keys(item)) { delete item[name].aside; item[name].device = ""; if ((leftOut || []).includes(id + "." + name)) delete item[name]; }
    part.items[id] = item;
  }
  return part;
}

Object.assign(own.plan, { merge, settle, excerpt });
})(planner);
