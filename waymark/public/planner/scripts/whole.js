// The plan as it reads: for the screen, for paper, as plain text, and as what somebody else was given of it.
(function (own) {
"use strict";
const { el, p, h, note, NUMBER, apart, button, get, list, go } = own.ui, { t } = own, screens = own.screens;
// A label and what was said to it: a colon stands between them, but after a question and after a number. A stop only where there is none.
const named = (label, text) => label + (/[?؟.:]$/.test(label) ? " " : ": ") + text, stop = (text) => /[.!?؟۔]$/.test(text.trim()) ? text : text + ".";
const line = (label, text) => text === undefined || text === null || text === "" ? [] : [{ label, text: String(text) }];
const asking = (kind) => { const section = own.data.section.find((each) => (each.ask || []).some((one) => one.kind === kind)); return section ? section.id : kind; };
const KINDS = { person: "people", home: "home", room: "home", link: "home", way: "home", todo: "home" }, BAG = ["bag", "more"];

// Which part of the plan an item belongs to; null for what is nobody's to be given.
function partOf(item) {
  const { kind } = get(item), bits = item.split(".");
  if (KINDS[kind]) return asking(KINDS[kind]);
  if (BAG.includes(kind)) return "bag";
  return kind === "answer" ? bits[0] : kind === "do" ? bits[1] : null;
}
const worded = (ask, value) => [].concat(value).map((one) => { const found = (Array.isArray(ask.choices) ? ask.choices : []).find((each) => each.id === one); return found ? found.text : one; }).join("; ");

function peopleLines() {
  return list("person").flatMap(([, each]) => [{ label: each.name || t("somebody"), text: ["reach", "knows", "does", "more", "text"].filter((field) => each[field] && each[field].length).map((field) => named(t("p-" + field), worded({ choices: own.data.people[field] }, each[field]))).join("\n") }]);
}
function homeLines() {
  return list("home").flatMap(([home, each]) => own.homes.inWords(home).map((found) => {
    const room = get(found.room), risk = room.risk === "high" || room.risk === "low" ? t(room.risk) : "", more = [[risk, room.why ? "" : risk], [risk || t("room-why"), room.why], [t("room-sleeps"), room.sleeps]].filter(([, text]) => text).map(([label, text]) => stop(label === text ? text : named(label, text)));
    return { label: (each.name ? each.name + ", " : "") + found.name, text: [found.says, ...found.lines.map((one) => one.head + " " + one.more), ...found.waiting, ...more].filter(Boolean).join("\n") };
  }));
}
function bagLines() {
  const state = (each) => [each.packed ? t("packed") : "", each.copy ? t("copy-kept") : "", each.where || ""].filter(Boolean).join(", ");
  const things = own.data.bag.flatMap((each) => { const found = get("bag." + each.id); return found.kind ? line(each.text, state(found)) : []; });
  return things.concat(list("more").flatMap(([, each]) => each.name ? [{ label: each.name, text: state(each) }] : []));
}
const helped = (how) => how ? t("helped") + " " + t(how) : "";
function lines(section) {
  const asked = (section.ask || []).flatMap((ask) => ask.kind === "people" ? peopleLines() : ask.kind === "home" ? homeLines() : line(ask.text, get(section.id + "." + ask.id).value ? worded(ask, get(section.id + "." + ask.id).value) : ""));
  return asked.concat((section.action || []).filter((each) => get("do." + section.id + "." + each.id).state === "kept").map((each) => ({ label: t("kept"), text: [each.text, each.risk ? t("risk") + ": " + each.risk : "", helped(get("do." + section.id + "." + each.id).helped)].filter(Boolean).join("\n") })));
}

// [{id, heading, lines: [{label, text}]}], in the order of the parts; only what holds something.
function whole() {
  const first = own.order().length ? [{ id: "matters", heading: t("matter"), lines: own.order().map((one, at) => ({ label: at + 1 + ".", text: own.matter(one) })) }] : [];
  const said = list("said").filter(([, each]) => each.state === "kept").map(([, each]) => ({ label: t("from-service"), text: each.text }));
  const todo = list("todo").map(([, each]) => ({ label: t("todo-line"), text: get(each.room).name || t("a-room") }));
  return first.concat(own.data.section.map((section) => ({ id: section.id, heading: section.heading, lines: lines(section) })),
    [{ id: "bag", heading: t("bag"), lines: bagLines() }, { id: "said", heading: t("to-do"), lines: said.concat(todo) }]).filter((each) => each.lines.length);
}
// In plain text, invisible marks hold a number together where lines run from right to left.
const marked = (text) => document.getElementById("own").dir === "rtl" ? text.replace(NUMBER, "\u2066$1\u2069") : text;
const asText = () => marked(whole().map((part) => [part.heading, ...part.lines.map((each) => named(each.label, each.text))].join("\n")).join("\n\n") + "\n");

function drawn(isNew) {
  return whole().map((part) => [h(2, part.heading), isNew && isNew(part.id) ? p(el("span", { class: "mark" }, t("new"))) : null,
    el("dl", null, part.lines.map((each) => [el("dt", null, el("bdi", null, each.label)), el("dd", null, el("bdi", null, apart(each.text)))])),
    (own.data.section.find((each) => each.id === part.id) || { ask: [] }).ask.some((ask) => ask.kind === "home") ? list("home").map(([home]) => own.homes.drawing(home, own.homes.names(home))) : null]);
}
screens.whole = () => { const found = drawn(); return [h(1, t("printed")), found.length ? found : p(t("nothing-yet")), p(button(t("parts"), () => go("parts"), true), button(t("away"), () => go("away"), true)), own.foot()]; };

// Out of here: paper, plain text, or a file that needs the words; first where it will be found. File names say nothing.
function file(name, bytes, kind) {
  const href = URL.createObjectURL(new Blob([bytes], { type: kind })), link = el("a", { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
screens.away = () => [h(1, t("away")), note(p(t("away-where")), p(t("away-found")), p(t("away-address"))), h(2, t("paper")), p(t("paper-lead")), p(button(t("print"), () => { go("whole"); print(); })),
  h(2, t("text")), p(t("text-lead")), p(button(t("text-take"), () => file("notes.txt", asText(), "text/plain"))),
  h(2, t("file")), p(t("file-lead")), p(button(t("file-take"), () => go("file"))), own.foot()];

Object.assign(own, { partOf, worded, named, whole, asText, drawn, file });
})(planner);
