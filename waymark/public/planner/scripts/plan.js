// The plan as data: items with fields, each field with who wrote it when; and merging two devices' changes.
// A clock that counts writings stands for time: phones' own clocks are wrong, and tell.
(function (own) {
"use strict";
const VERSION = 1;
const copyOf = (value) => JSON.parse(JSON.stringify(value));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const names = (...maps) => [...new Set(maps.flatMap((map) => Object.keys(map || {})))].sort();

function empty() { return { version: VERSION, clock: 0, items: {} }; }

// Writes fields of one item, which is made if there is none. `device` is a random text of this sitting.
function write(plan, id, fields, device) {
  plan.clock += 1;
  const item = plan.items[id] || (plan.items[id] = {});
  for (const name of Object.keys(fields)) {
    if (!item[name] || !same(item[name].value, fields[name])) item[name] = { value: fields[name], clock: plan.clock, device };
  }
  return plan;
}

// Settles a field that two devices wrote differently: what was put aside goes.
function settle(plan, id, name, value, device) {
  plan.clock += 1;
  plan.items[id][name] = { value, clock: plan.clock, device };
  return plan;
}

function remove(plan, id) { plan.clock += 1; delete plan.items[id]; return plan; }

// {field: value} of one item; null when it is not there.
function read(plan, id) {
  const item = plan.items[id];
  if (!item) return null;
  const fields = {};
  for (const name of Object.keys(item)) fields[name] = item[name].value;
  return fields;
}

// [id, fields] of each item of one kind, in the person's own order: by `place`, then by id.
function list(plan, kind) {
  return Object.keys(plan.items).map((id) => [id, read(plan, id)]).filter(([, fields]) => fields.kind === kind)
    .sort(([a, x], [b, y]) => (x.place || 0) - (y.place || 0) || (a < b ? -1 : 1));
}

const later = (one, other) => one.clock !== other.clock ? one.clock > other.clock : one.device !== other.device ? one.device > other.device : JSON.stringify(one) > JSON.stringify(other);

// Both wrote: the later value stands, the earlier one is kept beside it until somebody settles it.
function both(mine, theirs) {
  const [newer, older] = later(mine, theirs) ? [mine, theirs] : [theirs, mine];
  const aside = [older.value, ...(mine.aside || []), ...(theirs.aside || [])];
  const kept = [...new Map(aside.map((value) => [JSON.stringify(value), value]))].filter(([text]) => text !== JSON.stringify(newer.value)).sort().map(([, value]) => value);
  const field = { value: newer.value, clock: newer.clock, device: newer.device };
  return kept.length ? Object.assign(field, { aside: kept }) : field;
}

function mergeField(base, mine, theirs) {
  if (same(mine, theirs) || same(base, theirs)) return mine;
  if (same(base, mine)) return theirs;
  return mine && theirs ? both(mine, theirs) : mine || theirs;
}

function mergeItem(base, mine, theirs) {
  // Taken away by one and left alone by the other: gone. Changed by the other: it stays, whole.
  if (!mine || !theirs) {
    const left = mine || theirs;
    return left && !(base && same(base, left)) ? copyOf(left) : null;
  }
  const item = {};
  for (const name of names(base, mine, theirs)) {
    const field = mergeField(base && base[name], mine[name], theirs[name]);
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

// Fields that two devices wrote differently, for a page that asks which one stands.
function unsettled(plan) {
  return Object.keys(plan.items).sort().flatMap((id) => Object.keys(plan.items[id]).filter((name) => plan.items[id][name].aside).map((name) => ({ id, name, value: plan.items[id][name].value, aside: plan.items[id][name].aside })));
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

const changedSince = (part, clock) => Object.keys(part.items).sort().filter((id) => Object.values(part.items[id]).some((field) => field.clock > clock));

own.plan = { VERSION, empty, write, settle, remove, read, list, merge, unsettled, excerpt, changedSince, copyOf };
})(planner);
