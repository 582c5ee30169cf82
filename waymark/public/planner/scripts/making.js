// Making the plan: where somebody is now, the parts in any order, what matters most, actions kept or put aside.
(function (own) {
"use strict";
const { el, p, h, hint, note, fill, apart, button, out, put, get, list, remove, box, tick, choose, go, again, id } = own.ui, screens = own.screens;
const t = (key) => own.say[key] || own.data.words[key] || key;
// Who plans for somebody else has no bag, no child and no order of their own.
const friend = () => own.data.stage.some((each) => each.friend && each.id === me().stage), unless = (lines) => friend() ? [] : lines;
const me = () => get("me"), staged = (each) => !(each.stages || []).length || !me().stage || each.stages.includes(me().stage), fits = (each) => staged(each) && (me().depth !== "quick" || each.quick);
const sections = () => own.data.section.filter(fits), asks = (section) => (section.ask || []).filter(fits);
const answer = (section, each) => section.id + "." + each.id;

// Every choice that was made, every question that was answered, and what the home shows: what brings an action up.
function chosen() {
  const found = new Set();
  for (const [item, { value }] of list("answer")) for (const one of [].concat(value || [])) {
    const name = item.split(".")[1];
    found.add(one); found.add(name);
  }
  for (const [home] of list("home")) for (const { answer } of own.homes.inWords(home)) found.add("home-" + answer);
  return found;
}
const actions = (section) => { const now = chosen(); return (section.action || []).filter((each) => staged(each) && (!(each.when || []).length || each.when.some((one) => now.has(one)))); };

const menu = (lines) => el("ul", { class: "plain" }, lines.map(([screen, words]) => el("li", null, button(t(words), () => go(screen), true))));
function foot() {
  return el("div", { class: "foot" }, h(2, t("where-next")), menu([["parts", "parts"], ["whole", "whole"], ["keep", "keep"], ["away", "away"]].filter(([screen]) => screen !== own.now.at[0])),
    hint(t("closes")), p(button(t("lock"), () => own.lock(), true)));
}

screens.start = () => [
  h(1, t("heading")), p(t("before")), note(p(t("start-memory")), p(t("closes")), p(t("promise"))),
  choose(t("stage"), "me", "stage", { kind: "me" }, own.data.stage.map((each) => [each.id, each.text])),
  choose(t("depth"), "me", "depth", { kind: "me" }, [["quick", t("depth-quick")], ["full", t("depth-full")]]),
  p(button(t("go-on"), () => me().depth === "quick" ? go("section", sections()[0].id) : go("parts")), button(t("open-kept"), () => go("open"), true)),
];

screens.parts = () => {
  const unsettled = own.plan.unsettled(own.now.plan).length, weighty = new Set(order().slice(0, 2).flatMap((one) => own.data.matter.find((each) => each.id === one).sections || []));
  return [
    h(1, t("parts")), p(t("parts-lead")),
    unsettled ? note(p(t("unsettled")), p(button(t("settle"), () => go("settle")))) : null,
    menu([["signs", "danger"], ...unless([["matters", "matter"]])]),
    el("ul", { class: "plain" }, sections().map((each) => el("li", null, button(each.heading, () => go("section", each.id), true), weighty.has(each.id) ? el("span", { class: "mark" }, t("weighty")) : null, begun(each) ? el("span", { class: "mark" }, t("begun")) : null))),
    menu([...unless([["bag", "bag"], ["child", "child"]]), ["share", "share"], ["start", "change-start"]]),
    foot(),
  ];
};
const begun = (section) => Object.keys(own.now.plan.items).some((item) => own.partOf(item) === section.id);

screens.section = (name) => {
  const all = sections(), section = own.data.section.find((each) => each.id === name), next = all[all.indexOf(section) + 1];
  const found = actions(section);
  return [
    h(1, section.heading), section.lead ? p(section.lead) : null, section.danger ? el("div", { class: "urgent" }, p(section.danger), ways(own.data.urgent)) : null,
    asks(section).map((each) => question(section, each)),
    el("div", { "data-is": "actions" }, suggested(section, found)),
    p(next ? button(t("next") + " " + next.heading, () => go("section", next.id)) : button(t("whole"), () => go("whole")), button(t("parts"), () => go("parts"), true)), foot(),
  ];
};

// Any number of several; what is kept is the ids.
function many(text, item, name, base, choices, help, then) {
  return el("fieldset", { class: "field" }, el("legend", null, text), hint(help), choices.map((one) =>
    el("label", { class: "choice" }, el("input", { type: "checkbox", autocomplete: "off", checked: (get(item)[name] || []).includes(one.id), change: (event) => {
      const others = (get(item)[name] || []).filter((other) => other !== one.id);
      put(item, Object.assign({}, base, { [name]: event.target.checked ? others.concat(one.id) : others }));
      if (then) then();
    } }), el("span", null, one.text))));
}

function question(section, each) {
  const item = answer(section, each), base = { kind: "answer" };
  const fresh = () => { const place = document.querySelector("[data-is=actions]"); if (place) place.replaceChildren(...suggested(section, actions(section)).flat(9).filter(Boolean)); };
  if (each.kind === "people") return [h(2, each.text), hint(each.hint), people()];
  if (each.kind === "home") return [h(2, each.text), hint(each.hint), homes()];
  if (each.kind === "choice") return choose(each.text, item, "value", base, each.choices.map((one) => [one.id, one.text]), fresh);
  if (each.kind === "ticks") return many(each.text, item, "value", base, each.choices, each.hint, fresh);
  return box(each.text, item, "value", base, { hint: each.kind === "list" ? [each.hint, t("one-a-line")].filter(Boolean).join(" ") : each.hint, long: each.kind !== "text" });
}

// A suggestion stands with its reason and its own risk; the person keeps it or puts it aside, and may say later if it helped.
function suggested(section, found) {
  if (!found.length || me().depth === "quick") return [];
  return [h(2, t("ideas")), p(t("ideas-lead")), found.map((each) => {
    const item = "do." + section.id + "." + each.id, base = { kind: "do" }, state = get(item).state;
    const set = (value) => () => { put(item, Object.assign({}, base, { state: value })); again(item); };
    return el("div", { class: "note" }, el("h3", { "data-is": item }, each.text), p(each.why), each.risk ? p(el("strong", null, t("risk") + ": "), each.risk) : null,
      p(button(t("keep-it"), set("kept"), state !== "kept", { "aria-pressed": String(state === "kept") }), button(t("aside"), set("aside"), state !== "aside", { "aria-pressed": String(state === "aside") })),
      state === "kept" ? choose(t("helped"), item, "helped", base, [[null, t("not-yet")], ["yes", t("yes")], ["some", t("some")], ["no", t("no")]]) : null);
  })];
}

function people() {
  const found = list("person");
  return [found.map(([item, { name }]) => el("details", null, el("summary", { "data-is": item }, name ? fill("{name}", { name }) : t("somebody")),
    box(t("p-name"), item, "name", { kind: "person" }), box(t("p-reach"), item, "reach", { kind: "person" }),
    ["knows", "does"].map((field) => many(t("p-" + field), item, field, { kind: "person" }, own.data.people[field])),
    box(t("p-more"), item, "more", { kind: "person" }, { long: true }), box(t("p-text"), item, "text", { kind: "person" }, { hint: t("p-text-hint") + " " + own.data.people.texts.join(" ") }),
    p(out(() => { remove(item); again("add-person"); })))),
    p(button(t("add-person"), () => { const item = "p" + id(); put(item, { kind: "person", name: "", place: found.length }); again(item); }, false, { "data-is": "add-person" }), el("a", { class: "button quiet", href: own.list }, t("from-list")))];
}

function homes() {
  const found = list("home");
  return [el("ul", { class: "plain" }, found.map(([item, { name }]) => el("li", null, button(name || t("a-home"), () => go("home", item), true)))),
    p(button(t("add-home"), () => { const item = "h" + id(); put(item, { kind: "home", name: "", place: found.length }); go("home", item); }))];
}

const ways = (links) => links && links.length ? el("ul", null, links.map((each) => el("li", null, each.href ? el("a", { href: each.href }, each.text) : [each.text, " ", each.phone ? el("a", { class: "tel", href: "tel:" + each.phone.replace(/[^\d+]/g, "") }, el("bdi", null, each.phone)) : null], " ", each.after))) : null;

screens.signs = () => [
  h(1, t("danger")), p(t("danger_lead")),
  own.data.danger.filter((each) => !each.friend === !friend()).map((each) => { const item = "sign." + each.id; return [
    tick(each.text, item, "value", { kind: "sign" }, { change: (event) => { put(item, { kind: "sign", value: event.target.checked }); again(item); }, "data-is": item }),
    get(item).value ? el("div", { class: "urgent" }, each.today.map((one) => p(one)), ways(each.ways)) : null]; }),
  p(t("danger_after")), foot(),
];

// What matters most: by moving up and down, or by choosing between two at a time (each new one finds its place by halves).
const order = () => { const kept = (get("matters").order || []).filter((one) => own.data.matter.some((each) => each.id === one)); return kept; };
const matter = (name) => own.data.matter.find((each) => each.id === name).text;
screens.matters = () => {
  const now = order(), rest = own.data.matter.filter((each) => !now.includes(each.id)), save = (list) => put("matters", { kind: "matters", order: list });
  const move = (at, by) => () => { const list = now.slice(); list.splice(at + by, 0, list.splice(at, 1)[0]); save(list); again("m" + now[at]); };
  return [h(1, t("matter")), p(t("matter_hint")),
    now.length ? el("ol", null, now.map((one, at) => el("li", null, el("span", { "data-is": "m" + one }, matter(one)), " ",
      at ? button(t("up"), move(at, -1), true, { "aria-label": t("up") + ": " + matter(one) }) : null, at < now.length - 1 ? button(t("down"), move(at, 1), true, { "aria-label": t("down") + ": " + matter(one) }) : null,
      button(t("take-out"), () => { save(now.filter((other) => other !== one)); again("rest"); }, true, { "aria-label": t("take-out") + ": " + matter(one) })))) : null,
    rest.length ? [el("h2", { "data-is": "rest" }, t("matters-rest")), el("ul", { class: "plain" }, rest.map((each) => el("li", null, button(each.text, () => { save(now.concat(each.id)); again("m" + each.id); }, true)))),
      p(button(t("pairs"), () => go("pair", rest[0].id, 0, now.length)))] : null, foot()];
};
screens.pair = (name, from, to) => {
  const now = order().filter((one) => one !== name);
  if (from >= to) {
    now.splice(from, 0, name);
    put("matters", { kind: "matters", order: now });
    const left = own.data.matter.find((each) => !now.includes(each.id));
    own.now.at = left ? ["pair", left.id, 0, now.length] : ["matters"];
    return screens[own.now.at[0]](...own.now.at.slice(1));
  }
  const half = (from + to) >> 1;
  return [h(1, t("pair")), p(button(matter(name), () => go("pair", name, from, half), true)), p(button(matter(now[half]), () => go("pair", name, half + 1, to), true)), p(button(t("enough"), () => go("matters"), true))];
};

screens.bag = () => [
  h(1, t("bag")), p(t("bag_lead")),
  ["me", "child", "baby", "pet"].map((who) => { const things = own.data.bag.filter((each) => each.who === who); return things.length ? el("div", { class: "field" }, h(2, t("bag-" + who)), hint(t("bag-tick")), things.map((each) => { const item = "bag." + each.id, base = { kind: "bag" };
    return [tick(each.text, item, "packed", base), el("details", null, el("summary", null, t("bag-more"), el("span", { class: "hidden" }, " – " + each.text)), tick(t("copy-kept"), item, "copy", base), box(t("where"), item, "where", base))]; })) : null; }),
  list("more").map(([item]) => el("div", null, box(t("thing"), item, "name", { kind: "more" }), tick(t("packed"), item, "packed", { kind: "more" }), box(t("where"), item, "where", { kind: "more" }), p(out(() => { remove(item); again("add-thing"); })))),
  p(button(t("add-thing"), () => { put("t" + id(), { kind: "more", name: "", place: list("more").length }); again("add-thing"); }, true, { "data-is": "add-thing" })),
  foot(),
];

// A page for the child: lines to keep, and the child's own words; it is printed alone.
screens.child = () => [h(1, t("child")), hint(t("child-lead")), many(own.data.child.heading, "child", "lines", { kind: "child" }, own.data.child.lines.map((text, at) => ({ id: "x" + at, text }))),
  box(t("child-words"), "child", "words", { kind: "child" }, { long: true }), p(button(t("child-show"), () => go("child-page"))), foot()];
screens["child-page"] = () => [h(1, own.data.child.heading), el("ul", null, own.data.child.lines.filter((_, at) => (get("child").lines || []).includes("x" + at)).map((each) => el("li", null, each))), p(apart(get("child").words || "")),
  p(button(t("print"), () => print()), button(t("back"), () => go("child"), true))];

Object.assign(own, { t, sections, asks, actions, foot, order, matter });
})(planner);
