// Quiet mode: pages are fetched and swapped, history is left alone, and what was typed is never lost.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Element, Listens, run } from "./page.mjs";

const HERE = "https://here.example";
let page, view, root, said, main, trail, asked, swapped, went, pushed, told, answers;

class Node extends Element {
  constructor(tagName, attributes = {}) { super(tagName, attributes); Object.assign(this, { children: [], tabIndex: -1, href: "", target: "", protocol: "https:", origin: HERE }, attributes); }
  closest(selector) { return selector === "p" ? this.parent : super.closest(selector.replace("a[href]", "a")); }
  setAttribute(name, value) { this.attributes[name] = value; }
  removeAttribute(name) { delete this.attributes[name]; }
  hasAttribute(name) { return name in this.attributes; }
  appendChild(child) { this.children.push(child); return child; }
  insertBefore(child) { this.children.unshift(child); }
  scrollIntoView() { this.scrolled = true; }
}

const made = (title, { mark = "same", form = true, heading = title, scripts = [] } = {}) => {
  const body = new Node("BODY", mark ? { "data-made": mark } : {});
  const found = { "main form": form ? new Node("FORM") : null, "main h1": { textContent: heading }, h1: new Node("H1"), body };
  return {
    title, body, documentElement: { lang: "ur", dir: "rtl" },
    querySelector: (selector) => found[selector] ?? null,
    // What took the page's place is no longer in the document that was parsed.
    querySelectorAll: (selector) => page.body === body ? [] : ({ "main>p,main div>p": [new Node("P")], "main script": scripts })[selector],
  };
};

class Fields extends Map {
  constructor(form) { super(form.fields); }
  append(name, value) { this.set(name, value); }
}

const start = (lacking = "") => {
  [asked, swapped, went, pushed, told] = [[], [], [], [], []];
  page = new Listens();
  said = new Node("P", { "data-wait": "One moment.", "data-failed": "That did not work." });
  main = new Node("MAIN");
  trail = new Node("INPUT", { id: "trail" });
  trail.parent = { hidden: true };
  root = { lang: "en", dir: "ltr", replaceChild: (next, old) => { assert.equal(old, page.body); swapped.push(next); page.body = next; } };
  const ids = { leaving: said, main, trail, part: new Node("H2") };
  const first = made("First");
  Object.assign(page, {
    title: "First", body: first.body, documentElement: root, ids,
    getElementById: (id) => ids[id],
    querySelector: (selector) => first.querySelector(selector),
    createElement: (name) => new Node(name.toUpperCase()),
    dispatchEvent: (event) => { told.push(event.type); page.dispatch(event.type, event); },
  });
  view = new Listens();
  Object.assign(view, {
    location: { href: `${HERE}/en`, origin: HERE, replace: (to) => went.push(to), reload: () => went.push("again") },
    history: { pushState: (...what) => pushed.push(what), replaceState: (...what) => pushed.push(["replaced", ...what]) },
    scrollTo: (x, y) => { view.top = y; }, pageYOffset: 70,
    setTimeout: (act) => { view.soon = act; return 1; }, clearTimeout() { view.soon = null; },
    AbortController, URL, URLSearchParams, FormData: Fields, DOMParser: class { parseFromString(text) { return text ? answers[text] : made("", { mark: "" }); } },
    fetch: (to, how) => new Promise((done, fail) => {
      asked.push({ to, how, fail, answer: (text, more = {}) => done({ ok: true, url: to, redirected: false, headers: { get: () => "text/html; charset=utf-8" }, text: async () => text, ...more }) });
    }),
  });
  Fields.prototype.has ??= Map.prototype.has;
  delete view[lacking];
  const { URL: url, URLSearchParams: search, FormData: fields, AbortController: abort, DOMParser: parser } = view;
  run("ui/inline/quiet.js", { document: page, window: view, URL: url, URLSearchParams: search, FormData: fields, AbortController: abort, DOMParser: parser, Date, Event: class { constructor(type) { this.type = type; } } });
};

beforeEach(() => { answers = { next: made("Second") }; start(); });

const soon = () => new Promise((done) => setTimeout(done));
const link = (href, more = {}) => new Node("A", { href, ...more });
const click = (on, more = {}) => page.dispatch("click", { target: on, button: 0, ...more });
const form = (fields, more = {}) => Object.assign(new Node("FORM", { method: "post", ...more }), { fields });
const submit = (on, button = null) => page.dispatch("submit", { target: on, submitter: button && Object.assign(button, { form: on }) });

test("a link's page takes this one's place, and history is left alone", async () => {
  assert.equal(click(link("/en/t3")).prevented, true);
  const { to, how } = asked[0];
  assert.equal(to, `${HERE}/en/t3`);
  assert.deepEqual([how.cache, how.credentials, how.mode, how.referrerPolicy], ["no-store", "omit", "same-origin", "no-referrer"]);
  assert.equal(main.attributes["aria-busy"], "true");
  asked[0].answer("next");
  await soon();
  assert.deepEqual([page.title, root.lang, root.dir, view.top, swapped.length], ["Second", "ur", "rtl", 0, 1]);
  assert.equal(main.attributes["aria-busy"], undefined);
  assert.deepEqual([told, pushed, went], [["swapped"], [], []]);
});

test("a page's own scripts run after it has come, and are made anew", async () => {
  const put = [], inside = { replaceChild: (fresh, old) => put.push([fresh, old]) };
  const scripts = ["sort()", "find()"].map((text) => Object.assign(new Node("SCRIPT"), { text, parentNode: inside }));
  answers.next = made("Second", { scripts });
  click(link("/en/t3"));
  asked[0].answer("next");
  await soon();
  assert.deepEqual(put.map(([fresh, old]) => [fresh.text, old]), scripts.map((each) => [each.text, each]));
  assert.ok(put.every(([fresh]) => !scripts.includes(fresh)));
});

test("a slow page is said, and the sentence goes when it comes", async () => {
  click(link("/en/t3"));
  assert.equal(said.textContent, "");
  view.soon();
  assert.equal(said.textContent, "One moment.");
  asked[0].answer("next");
  await soon();
  assert.equal(said.textContent, "");
});

test("pressed twice in a hurry is pressed once; another link takes its place", async () => {
  click(link("/en/t3")); click(link("/en/t3"));
  assert.equal(asked.length, 1);
  click(link("/en/b6"));
  assert.equal(asked.length, 2);
  assert.equal(asked[0].how.signal.aborted, true);
  asked[0].answer("next");
  await soon();
  assert.equal(swapped.length, 0);
});

test("a page that does not come is said; the second time the browser goes there itself", async () => {
  click(link("/en/t3")); asked[0].fail(new TypeError("no network")); await soon();
  assert.equal(said.textContent, "That did not work.");
  assert.deepEqual(went, []);
  click(link("/en/t3")); asked[1].fail(new TypeError("no network")); await soon();
  assert.deepEqual(went, [`${HERE}/en/t3`]);
});

test("a sending that fails keeps the page, however often", async () => {
  const asking = form([["text", "help"]]);
  for (const turn of [0, 1, 2]) { submit(asking); asked[turn].fail(new TypeError("no network")); await soon(); }
  assert.deepEqual([swapped, went, said.textContent], [[], [], "That did not work."]);
});

test("a form sends what a browser would send, to the page that it stands on", async () => {
  click(link("/en/t6")); asked[0].answer("next"); await soon();
  const button = new Node("BUTTON", { name: "go", value: "next" });
  submit(form([["text", "one\ntwo & ü"], ["file", { name: "" }]]), button);
  assert.equal(asked[1].to, `${HERE}/en/t6`);
  assert.equal(asked[1].how.method, "POST");
  assert.equal(asked[1].how.body, "text=one%0D%0Atwo+%26+%C3%BC&file=&go=next");
  assert.equal(asked[1].how.headers["Content-Type"], "application/x-www-form-urlencoded");
});

test("a form with a file is sent in parts, and a form that asks puts it in the address", () => {
  submit(form([["file", { name: "a.png" }]], { enctype: "multipart/form-data" }));
  assert.ok(asked[0].how.body instanceof Fields);
  assert.equal(asked[0].how.headers, undefined);
  submit(form([["q", "a b"]], { method: "get", action: "/en/x1" }));
  assert.equal(asked[1].to, `${HERE}/en/x1?q=a+b`);
  assert.equal(asked[1].how.method, undefined);
});

test("an error after sending is told above what was typed", async () => {
  answers.broken = made("Error", { form: false, heading: "Something went wrong here" });
  submit(form([["text", "help"]]));
  asked[0].answer("broken", { ok: false });
  await soon();
  assert.deepEqual(swapped, []);
  const [note] = main.children;
  assert.deepEqual([note.attributes.role, note.lang, note.focused], ["alert", "ur", 1]);
  assert.equal(note.children[0].children[0].textContent, "Something went wrong here");
});

test("a form that comes back with an error takes the place of the one that was sent", async () => {
  submit(form([["text", "help"]]));
  asked[0].answer("next", { ok: false });
  await soon();
  assert.equal(swapped.length, 1);
});

test("what is no page of this make is left to the browser, but a sending is not repeated", async () => {
  answers.newer = made("Newer", { mark: "other" });
  answers.foreign = made("Foreign", { mark: "" });
  click(link("/en/t3")); asked[0].answer("newer"); await soon();
  click(link("/en/f1")); asked[1].answer("x", { headers: { get: () => "application/pdf" } }); await soon();
  assert.deepEqual(went, [`${HERE}/en/t3`, `${HERE}/en/f1`]);
  submit(form([["text", "help"]])); asked[2].answer("foreign"); await soon();
  assert.deepEqual([went.length, swapped.length, said.textContent], [2, 0, "That did not work."]);
  submit(form([["text", "help"]])); asked[3].answer("newer"); await soon();
  assert.equal(swapped.length, 1);
});

test("a place on the page gets the focus without an entry in the history", () => {
  assert.equal(click(link("#part")).prevented, true);
  assert.deepEqual([page.ids.part.focused, page.ids.part.scrolled, asked.length, pushed.length], [1, true, 0, 0]);
});

test("other sites, new windows, downloads, phones and held keys are left to the browser", () => {
  for (const each of [link("https://else.example/"), link("/en/t3", { target: "_blank" }), link("/f", { download: "" }), link("tel:999", { protocol: "tel:" })]) {
    assert.equal(click(each).prevented, false);
  }
  assert.equal(click(link("/en/t3"), { ctrlKey: true }).prevented, false);
  assert.equal(submit(form([], { target: "_self" })).prevented, false);
  assert.equal(submit(form([], { action: "https://else.example/" })).prevented, false);
  assert.equal(asked.length, 0);
});

test("where Back is wanted, pages are kept in memory and history lists them", async () => {
  const first = page.body;
  page.dispatch("change", { target: Object.assign(trail, { checked: false }) });
  click(link("/en/t3")); asked[0].answer("next"); await soon();
  assert.deepEqual(pushed, [["replaced", 0, ""], [1, "", `${HERE}/en/t3`]]);
  assert.equal(trail.checked, false);
  view.dispatch("popstate", { state: 0 });
  assert.deepEqual([page.body === first, page.title, root.lang, view.top], [true, "First", "en", 70]);
  view.dispatch("popstate", { state: 1 });
  assert.equal(page.title, "Second");
  page.dispatch("gone");
  view.dispatch("popstate", { state: 0 });
  assert.deepEqual([page.title, went], ["Second", []]);
});

test("after leaving nothing that was asked for comes in", async () => {
  click(link("/en/t3"));
  page.dispatch("gone");
  assert.equal(asked[0].how.signal.aborted, true);
  asked[0].answer("next");
  await soon();
  assert.equal(swapped.length, 0);
});

test("a browser that cannot fetch replaces by links and sends its forms itself", () => {
  start("fetch");
  assert.equal(click(link("/en/t3", { href: `${HERE}/en/t3` })).prevented, true);
  assert.deepEqual(went, [`${HERE}/en/t3`]);
  assert.equal(submit(form([])).prevented, false);
  assert.equal(trail.parent.hidden, true);
  assert.equal(click(link("#part")).prevented, true);
});

test("the choice about traces is shown only where it does something", () => {
  assert.equal(trail.parent.hidden, false);
});
