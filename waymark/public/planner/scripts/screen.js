// The planner's screens: drawn in this page, from memory, one at a time. No address, title, history or storage changes.
// What somebody types is in the plan at once; the plan and its secret live in `own.now` and go on lock and on leaving.
(function (own) {
"use strict";
const d = document, IDLE = 300000, LATER = "/k2/k6", screens = own.screens = {};
let root = null, say = {}, made = 0;

const fresh = () => ({ plan: own.plan.empty(), held: null, unsaved: false, device: id(), touched: Date.now(), at: ["start"] });
function id() { return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => (byte % 36).toString(36)).join(""); }

function el(tag, more, ...kids) {
  const node = d.createElement(tag);
  for (const name of Object.keys(more || {})) {
    const value = more[name];
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name === "value" || name === "checked") node[name] = value;
    else if (value !== undefined && value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kids.flat(9).filter((kid) => kid !== null && kid !== undefined && kid !== false && kid !== ""));
  return node;
}
const p = (...kids) => el("p", null, ...kids), h = (level, text) => el("h" + level, null, text);
const hint = (text) => text ? el("p", { class: "hint" }, text) : null;
const note = (...kids) => el("div", { class: "note" }, ...kids);
// {name} in a sentence is somebody's own word, kept in its own direction.
const fill = (text, words) => text.split(/(\{\w+\})/).map((part) => { const name = /^\{(\w+)\}$/.exec(part); return name && words[name[1]] !== undefined ? el("bdi", null, String(words[name[1]])) : part; });
const button = (text, click, quiet, more) => el("button", Object.assign({ type: "button", class: quiet ? "quiet" : undefined, click }, more), text);

// Takes something out at the second press; the first one asks.
const out = (work, words) => { let sure; return button(words || say["take-out"], (event) => { if (sure) work(); sure = true; event.target.textContent = say["out-sure"]; }, true, { "aria-live": "polite" }); };

const put = (item, fields) => { own.plan.write(own.now.plan, item, fields, own.now.device); own.now.unsaved = true; };
const get = (item) => own.plan.read(own.now.plan, item) || {};
const list = (kind) => own.plan.list(own.now.plan, kind);
const remove = (item) => { own.plan.remove(own.now.plan, item); own.now.unsaved = true; };

// A labelled box bound to one field of an item of the plan; `base` makes the item what it is.
function box(text, item, name, base, more = {}) {
  const key = "b" + (made += 1), { hint: help, long, ...rest } = more;
  const put_in = (event) => put(item, Object.assign({}, base, { [name]: event.target.value }));
  return el("div", { class: "field" }, el("label", { for: key }, text), hint(help),
    el(long ? "textarea" : "input", Object.assign({ id: key, autocomplete: "off", autocapitalize: "sentences", rows: long ? 3 : undefined, spellcheck: "false", value: get(item)[name] || "", input: put_in }, rest)));
}
function tick(text, item, name, base, more = {}) {
  return el("label", { class: "choice" }, el("input", Object.assign({ type: "checkbox", autocomplete: "off", checked: get(item)[name] === true, change: (event) => put(item, Object.assign({}, base, { [name]: event.target.checked })) }, more)), el("span", null, text));
}
// One of several: values of any plain kind, each with its words.
function choose(text, item, name, base, options, then) {
  const key = "b" + (made += 1), now = get(item)[name];
  return el("fieldset", { class: "field" }, el("legend", null, text), options.map(([value, words, help], at) =>
    el("label", { class: "choice" }, el("input", { type: "radio", name: key, value: at, autocomplete: "off", checked: now === value || (now === undefined && value === null), change: () => { put(item, Object.assign({}, base, { [name]: value })); if (then) then(); } }), el("span", null, words, help && el("span", { class: "hint" }, " " + help)))));
}
function pick(text, item, name, base, options) {
  const key = "b" + (made += 1), now = get(item)[name], at = options.findIndex(([value]) => value === now);
  return el("div", { class: "field" }, el("label", { for: key }, text), el("select", { id: key, autocomplete: "off", change: (event) => put(item, Object.assign({}, base, { [name]: options[event.target.value][0] })) },
    options.map(([, words], i) => el("option", { value: i, selected: i === Math.max(0, at) }, words))));
}
// A box of the page alone: what stands in it is no part of the plan.
function ask(text, more = {}) {
  const key = "b" + (made += 1), { hint: help, ...rest } = more, input = el("input", Object.assign({ id: key, autocomplete: "off", autocapitalize: "none", spellcheck: "false" }, rest));
  return { node: el("div", { class: "field" }, el("label", { for: key }, text), hint(help), input), input };
}

function aim(node) { if (!node) return; if (node.tabIndex < 0) node.tabIndex = -1; node.focus({ preventScroll: true }); }
function draw() {
  const [name, ...rest] = own.now.at;
  root.replaceChildren(...screens[name](...rest).flat(9).filter(Boolean));
}
function go(...at) {
  if (!screens[at[0]]) { tell(say.moment, "ok"); own.bring(own.later || LATER, () => own.keeping).then(() => go(...at), failed); return; }
  own.now.at = at; draw(); scrollTo(0, 0); aim(root.querySelector("h1"));
}
// Draws the same screen again after a change; the focus stays at what has this name, opened if it was folded.
function again(name) {
  draw();
  const found = name && root.querySelector(`[data-is="${name}"]`);
  if (found && found.tagName === "SUMMARY") found.parentNode.open = true;
  aim(found);
}

// Says what happened beside what was pressed; read out, and never over the page.
function tell(text, kind) {
  const old = root.querySelector("[data-is=told]"), said = el("div", { class: kind === "ok" ? "note" : "urgent", role: "alert", "data-is": "told" }, p(text));
  if (old) old.replaceWith(said); else root.querySelector("h1").after(said);
  said.scrollIntoView({ block: "center" });
}
// What failed is said; the plan stays as it is. What was never kept is said to be nowhere else.
function failed(wrong) {
  if (root.querySelector("h1")) tell((say["w-" + wrong.kind] || say["w-no-answer"]).replace("{words}", (wrong.offList || []).join(", ")).replace("{seconds}", wrong.seconds || ""));
}
// Runs what takes a while: said, never twice at once; whatever fails is said, and the plan stays as it is.
// `still` waits for a part of the work, and ends it there when this was locked meanwhile.
let busy = false;
async function slow(work) {
  if (busy) return;
  busy = true;
  const mine = own.now, still = (work) => work.then((found) => { if (mine !== own.now) throw failed; return found; });
  tell(say.moment, "ok");
  try {
    await own.bring(own.later || LATER, () => own.keeping);
    await own.keeping.load();
    if (mine === own.now) await work(mine, still);
  } catch (wrong) { if (mine === own.now) failed(wrong); }
  busy = false;
}

// Forgets. What was saved before and changed since is sent first, by what this function alone still holds.
function lock() {
  const was = own.now;
  if (was.at[0] === "open" && !was.held && !was.unsaved) return;
  own.now = Object.assign(fresh(), { at: ["open", was.held || !was.unsaved ? "closed" : "dropped"] });
  busy = false;
  if (root && root.isConnected) go(...own.now.at);
  if (was.held && was.unsaved && own.sealing) own.keeping.save(was.held, was.plan).catch(() => {}).then(() => { was.held = was.plan = null; });
}
function forget() { if (root) root.replaceChildren(); if (own.now) own.now.held = own.now.plan = null; own.now = fresh(); }

function listen() {
  if (own.listening) return;
  own.listening = true;
  const touch = () => { if (own.now) own.now.touched = Date.now(); };
  const overdue = () => own.now && Date.now() - own.now.touched >= IDLE;
  for (const kind of ["pointerdown", "keydown", "input"]) d.addEventListener(kind, (event) => {
    if (overdue()) own.lock(); // a phone asleep stops clocks: whoever wakes it finds this closed
    touch();
    if (kind === "keydown" && event.key === "Escape" && !event.isComposing && own.here()) own.lock();
  }, true);
  d.addEventListener("visibilitychange", () => { if (overdue()) own.lock(); });
  setInterval(() => { if (overdue()) own.lock(); }, 5000);
  d.addEventListener("gone", () => own.forget());
  d.addEventListener("swapped", () => own.left());
}
// Another page of the site took this one's place: what was drawn goes with it; the plan waits, until the lock.
// Where Back works inside the site, the page may come again.
function left() {
  if (!root.isConnected) root.replaceChildren();
  else if (!root.firstChild) draw();
}

// People whom another page brought, once: beside those who are there, in the part that asks for people.
function takeUp(where) {
  const brought = where.getAttribute("data-bring");
  if (!brought) return;
  where.removeAttribute("data-bring");
  if (own.now.copy) own.now = fresh();
  for (const [name, reach] of JSON.parse(brought)) {
    const here = list("person");
    if (!here.some(([, one]) => one.name === name)) put("p" + id(), { kind: "person", name, reach, place: here.length });
  }
  own.now.at = ["section", own.data.section.find((each) => (each.ask || []).some((one) => one.kind === "people")).id];
}

function begin(where, texts) {
  root = where; say = own.say = texts.say; own.data = texts.plan; own.list = where.getAttribute("data-list");
  if (!own.now) own.now = fresh();
  const plain = d.getElementById("plain");
  if (plain) plain.remove();
  root.hidden = false;
  const first = where.getAttribute("data-screen");
  if (own.now.at[0] === "start" && first) own.now.at = [first];
  if (own.now.at[0] === "open" && !first) own.now = fresh();
  takeUp(where);
  own.lock = lock; own.forget = forget; own.left = left; own.here = () => root.isConnected;
  listen();
  if (!screens[own.now.at[0]]) root.replaceChildren(h(1, say.moment));
  go(...own.now.at);
}

Object.assign(own, { begin, ui: { el, p, h, hint, note, fill, button, out, put, get, list, remove, box, tick, choose, pick, ask, go, again, aim, tell, slow, id, fresh, lock: () => own.lock() } });
})(planner);
