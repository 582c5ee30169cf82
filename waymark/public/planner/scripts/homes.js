// The home by lists: rooms, what joins them, ways out; then, from each room, the ways that the person listed.
// It never says that a way is safe. Several homes; each room may have an order of the person's own.
(function (own) {
"use strict";
const { el, p, h, hint, note, fill, button, out, put, get, list, remove, box, choose, pick, ask, go, again, id } = own.ui, { t } = own, screens = own.screens;
const KNOWN = () => [[null, t("unknown")], [true, t("yes")], [false, t("no")]], RISK = () => [["unknown", t("unknown")], ["low", t("low")], ["high", t("high")]], KEY = () => [["unknown", t("unknown")], ["mine", t("mine")], ["theirs", t("theirs")]];
const of = (kind, home) => list(kind).filter(([, each]) => each.home === home);
const known = (value) => value === true || value === false ? value : null;

// As the ways out are reckoned with: decision 17 names every field.
function homeOf(home) {
  const order = {};
  const rooms = of("room", home).map(([item, each]) => { if (each.order) order[item] = each.order; return { id: item, risk: each.risk || "unknown", phone: known(each.phone), signal: known(each.signal), lock: known(each.lock), seen: known(each.seen), them: known(each.them) }; });
  const lock = (each) => ({ locked: known(each.locked), key: each.key || "unknown" });
  return { rooms, order,
    links: of("link", home).map(([item, each]) => Object.assign({ id: item, between: [each.one, each.other], door: each.door !== false }, lock(each))),
    ways: of("way", home).map(([item, each]) => Object.assign({ id: item, room: each.room, door: each.door !== false, usable: known(each.usable) }, lock(each))) };
}
const names = (home) => { const found = {}; for (const kind of ["room", "link", "way"]) for (const [item, each] of of(kind, home)) found[item] = each.name || t(kind === "room" ? "a-room" : "a-way"); for (const [item, each] of of("link", home)) found[item] = found[each.one] + " – " + found[each.other]; return found; };

// Every sentence of it, for the page, the paper and the copy.
function inWords(home) {
  const built = homeOf(home), named = names(home), then = t("then");
  return own.routes.waysFromEach(built).map((found) => {
    const lines = found.ways.map(({ way, course, place, own: mine }) => {
      const head = place + ". " + own.map.inWords(course, named, named[way], then) + ".", line = [];
      if (!mine) line.push(t("cost").replace("{high}", course.cost[0]).replace("{doors}", course.cost[1]).replace("{rooms}", course.cost[2]));
      if (course.unknown) line.push(t("cost-unknown").replace("{count}", course.unknown));
      if (course.count > 1) line.push(t("equal-courses").replace("{count}", course.count));
      if (course.unsure.length) line.push(t("can-open") + " " + course.unsure.map((each) => named[each]).join(", ") + ".");
      return { way, head, more: line.join(" ") };
    });
    const tie = found.ways.some((each, at) => !each.own && at && found.ways[at - 1].place === each.place);
    const waiting = found.waiting.map(({ room, reasons, course }) => own.map.inWords(course, named, "", then) + ": " + reasons.map((each) => t("r-" + each)).join(", ") + ".");
    return { room: found.room, name: named[found.room], answer: found.answer, lines, waiting, says: found.answer === "ways" ? (tie ? t("tie") : "") : t("a-" + found.answer), ask: found.ask };
  });
}

screens.home = (home) => {
  const rooms = of("room", home), choices = rooms.map(([item, each]) => [item, each.name || t("a-room")]), named = names(home), all = rooms.length ? inWords(home) : [];
  const several = ask(t("rooms-many"), { hint: t("rooms-many-hint"), autocapitalize: "sentences" });
  const add = (kind, fields) => { const item = kind[0] + id(); put(item, Object.assign({ kind, home, place: list(kind).length }, fields)); return item; };
  return [
    h(1, t("home")), p(t("home-lead")), box(t("home-name"), home, "name", { kind: "home" }),
    h(2, t("rooms")), rooms.map(([item, each]) => el("details", null, el("summary", { "data-is": item }, each.name || t("a-room")),
      box(t("room-name"), item, "name", { kind: "room" }), choose(t("room-risk"), item, "risk", { kind: "room" }, RISK()), box(t("room-why"), item, "why", { kind: "room" }, { hint: t("room-why-hint") }),
      ["phone", "signal", "lock", "seen", "them"].map((fact) => pick(t("f-" + fact), item, fact, { kind: "room" }, KNOWN())), box(t("room-sleeps"), item, "sleeps", { kind: "room" }),
      p(out(() => { for (const kind of ["link", "way"]) for (const [other, it] of of(kind, home)) if ([it.one, it.other, it.room].includes(item)) remove(other); remove(item); again("add-room"); })))),
    several.node, p(button(t("add-rooms"), () => { for (const name of several.input.value.split(/[,،\n]/)) if (name.trim()) add("room", { name: name.trim() }); again("add-room"); }, rooms.length > 0), button(t("add-room"), () => again(add("room", { name: "" })), true, { "data-is": "add-room" })),
    rooms.length > 1 ? [h(2, t("links")), hint(t("links-hint")), of("link", home).map(([item, each]) => el("details", null, el("summary", { "data-is": item }, named[item]),
      pick(t("link-one"), item, "one", { kind: "link" }, choices), pick(t("link-other"), item, "other", { kind: "link" }, choices),
      choose(t("link-kind"), item, "door", { kind: "link" }, [[true, t("door")], [false, t("opening")]]), pick(t("locked"), item, "locked", { kind: "link" }, KNOWN()), pick(t("key"), item, "key", { kind: "link" }, KEY()),
      p(out(() => { remove(item); again("add-link"); })))),
    p(button(t("add-link"), () => { const at = of("link", home).length % (choices.length - 1); again(add("link", { one: choices[at][0], other: choices[at + 1][0], door: true })); }, true, { "data-is": "add-link" }))] : null,
    rooms.length ? [h(2, t("ways")), hint(t("ways-hint")), of("way", home).map(([item, each]) => el("details", null, el("summary", { "data-is": item }, each.name || t("a-way")),
      box(t("way-name"), item, "name", { kind: "way" }), pick(t("way-room"), item, "room", { kind: "way" }, choices), choose(t("link-kind"), item, "door", { kind: "way" }, [[true, t("door")], [false, t("window")]]),
      pick(t("usable"), item, "usable", { kind: "way" }, KNOWN()), pick(t("locked"), item, "locked", { kind: "way" }, KNOWN()), pick(t("key"), item, "key", { kind: "way" }, KEY()), p(out(() => { remove(item); again("add-way"); })))),
    p(button(t("add-way"), () => again(add("way", { name: "", room: choices[0][0], door: true })), true, { "data-is": "add-way" })),
    p(button(t("show-ways"), () => again("found")))] : null,
    rooms.length ? [el("h2", { "data-is": "found" }, t("listed")), p(t("listed-lead")), drawing(home, named), all.map((each) => fromRoom(home, each))] : null,
    p(out(() => { for (const kind of ["room", "link", "way"]) for (const [item] of of(kind, home)) remove(item); remove(home); go("parts"); }, t("remove-home"))), own.foot(),
  ];
};

function drawing(home, named) {
  const svg = document.importNode(new DOMParser().parseFromString(own.map.draw(homeOf(home), named, { map: t("map"), high: t("high"), low: t("low"), unknown: t("unknown"), out: t("out") }), "image/svg+xml").documentElement, true);
  return el("div", { class: "map" }, svg);
}

function fromRoom(home, { room, name, answer, lines, waiting, says, ask }) {
  const ids = lines.map((each) => each.way), up = (at) => () => { const order = ids.slice(); order.splice(at - 1, 0, order.splice(at, 1)[0]); put(room, { order }); again("from" + room); };
  const task = "todo." + room;
  return [el("h3", { "data-is": "from" + room }, fill(t("from"), { room: name })), says ? p(says) : null,
    lines.length ? el("ul", null, lines.map((each, at) => el("li", null, each.head, hint(each.more), at ? button(t("up"), up(at), true, { "aria-label": t("up") + ": " + each.head }) : null))) : null,
    answer === "ask" ? el("ul", null, ask.map((fact) => el("li", null, t(fact === "risk" ? "room-risk" : "f-" + fact)))) : null,
    waiting.length ? el("ul", null, waiting.map((each) => el("li", null, each))) : null,
    answer === "wait" || answer === "none" ? p(button(get(task).kind ? t("todo-made") : t("todo"), () => { put(task, { kind: "todo", home, room }); again("from" + room); }, true, { "aria-pressed": String(Boolean(get(task).kind)) })) : null];
}

Object.assign(own, { homes: { homeOf, names, inWords, drawing } });
})(planner);
