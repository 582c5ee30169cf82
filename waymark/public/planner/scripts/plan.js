// The plan as data: items with fields, each field with who wrote it when.
// A clock that counts writings stands for time: phones' own clocks are wrong, and tell.
(function (own) {
"use strict";
const VERSION = 1;
const copyOf = (value) => JSON.parse(JSON.stringify(value));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

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

// Fields that two devices wrote differently, for a page that asks which one stands.
function unsettled(plan) {
  return Object.keys(plan.items).sort().flatMap((id) => Object.keys(plan.items[id]).filter((name) => plan.items[id][name].aside).map((name) => ({ id, name, value: plan.items[id][name].value, aside: plan.items[id][name].aside })));
}

own.plan = { VERSION, empty, write, remove, read, list, unsettled, copyOf };
})(planner);
