// The way out: a Shift pressed three times alone leaves; typing capitals never does.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Element, Listens, run } from "./page.mjs";

let page, view, form, said, keysChoice, choices, left, sent, told, clock, coarse, fetchFails, history;

beforeEach(() => {
  [left, sent, told, clock, coarse, fetchFails, history] = [[], [], [], 1000, false, false, {}];
  start();
});

const start = () => {
  form = new Element("FORM", { id: "leave", "data-to": "https://neutral.example/", action: "/leave", "data-say-1": "Two more.", "data-say-2": "One more." });
  said = new Element("P");
  page = new Listens();
  keysChoice = new Element("INPUT");
  choices = new Element("DETAILS");
  form.id = "leave";
  keysChoice.id = "shift";
  page.getElementById = (id) => ({ leave: form, leaving: said, shift: keysChoice, visit: choices })[id];
  page.documentElement = { textContent: "all of the page" };
  page.dispatchEvent = (event) => { told.push(event.type); page.dispatch(event.type, event); };
  view = new Listens();
  view.matchMedia = () => ({ matches: coarse });
  view.location = { replace: (to) => left.push(to) };
  Object.assign(view, history);
  const fetch = (address, how) => {
    if (fetchFails) throw new Error("no network");
    sent.push([address, how, page.documentElement.textContent, left.length]);
    return new Promise(() => {});
  };
  run("ui/inline/exit.js", { document: page, window: view, fetch, Event: class { constructor(type) { this.type = type; } } });
};

const down = (key, more = {}) => page.dispatch("keydown", { key, ...more });
const up = (key, more = {}) => page.dispatch("keyup", { key, code: "ShiftLeft", target: null, timeStamp: clock, ...more });
const shift = (after = 100, more = {}) => { clock += after; down("Shift", more); up("Shift", more); };

test("three lone presses of Shift leave, and each says how many are left", () => {
  shift(); assert.equal(said.textContent, "Two more.");
  shift(); assert.equal(said.textContent, "One more.");
  assert.deepEqual(left, []);
  shift(); assert.deepEqual(left, ["https://neutral.example/"]);
});

test("the page is blank before anything is sent, and nothing waits for an answer", () => {
  shift(); shift(); shift();
  assert.deepEqual(sent.map(([address, how, wasBlank, hadLeft]) => [address, how.method, how.keepalive, wasBlank, hadLeft]), [["/leave", "POST", true, "", 0]]);
  assert.equal(left.length, 1);
  assert.deepEqual(told, ["gone"]);
});

test("leaving works when nothing can be sent", () => {
  fetchFails = true;
  page.dispatch("submit", { target: form });
  assert.deepEqual(left, ["https://neutral.example/"]);
});

test("typing capitals never leaves", () => {
  for (const letter of "HELP ME") { down("Shift"); down(letter); up(letter, { code: `Key${letter}` }); up("Shift"); }
  assert.deepEqual(left, []);
});

test("another key between the presses starts the count again", () => {
  shift(); shift(); down("a"); up("a", { code: "KeyA" });
  assert.equal(said.textContent, "");
  shift(); shift(); assert.deepEqual(left, []);
  shift(); assert.equal(left.length, 1);
});

test("presses more than five seconds apart do not add up", () => {
  shift(); shift(); shift(5001);
  assert.deepEqual(left, []);
  shift(4999); shift(4999);
  assert.equal(left.length, 1);
});

test("left and right Shift together count as one press", () => {
  for (const _ of [1, 2, 3]) { clock += 100; down("Shift"); down("Shift"); up("Shift"); up("Shift", { code: "ShiftRight" }); }
  assert.equal(left.length, 1);
});

test("Shift with Control, Alt or the system key does not count", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey"]) shift(100, { [held]: true });
  assert.deepEqual(left, []);
});

test("a touch keyboard's Shift in a box does not count; a real one's does", () => {
  const box = { closest: () => box };
  coarse = true;
  shift(100, { target: box }); shift(100, { target: box }); shift(100, { target: box });
  assert.deepEqual(left, []);
  coarse = false;
  shift(100, { target: box }); shift(100, { target: box }); shift(100, { target: box });
  assert.equal(left.length, 1);
});

test("keys without a place on a keyboard and unfinished compositions do not count", () => {
  for (const odd of [{ code: "" }, { isComposing: true }]) { for (const _ of [1, 2, 3]) shift(100, odd); }
  assert.deepEqual(left, []);
});

test("a page that the browser kept in memory leaves again; a fresh one stays", () => {
  view.dispatch("pageshow", { persisted: false });
  assert.deepEqual(left, []);
  view.dispatch("pageshow", { persisted: true });
  assert.equal(left.length, 1);
});

test("a form of another name is none of its business", () => {
  assert.equal(page.dispatch("submit", { target: new Element("FORM") }).prevented, false);
  assert.deepEqual(left, []);
});

test("a page that goes out of sight is emptied and cleared, and goes nowhere", () => {
  view.dispatch("pagehide");
  assert.equal(page.documentElement.textContent, "");
  assert.equal(sent.length, 1);
  assert.deepEqual(left, []);
  view.dispatch("pageshow", { persisted: true });
  assert.equal(left.length, 1);
  assert.equal(sent.length, 1);
});

test("a page that Back brought from another site leaves before it is looked at", () => {
  history = { navigation: { activation: { navigationType: "traverse", from: null } } };
  start();
  assert.equal(left.length, 1);
  [left, history] = [[], { navigation: { activation: { navigationType: "traverse", from: {} } } }];
  start();
  assert.equal(left.length, 0);
  history = { performance: { getEntriesByType: () => [{ type: "back_forward" }] } };
  start();
  assert.equal(left.length, 1);
});

test("the key can be turned off, and stays off on the next page", () => {
  assert.equal(choices.hidden, false);
  page.dispatch("change", { target: Object.assign(keysChoice, { checked: false }) });
  shift(); shift(); shift();
  assert.deepEqual(left, []);
  keysChoice.checked = true;
  page.dispatch("swapped");
  assert.equal(keysChoice.checked, false);
  page.dispatch("change", { target: Object.assign(keysChoice, { checked: true }) });
  shift(); shift(); shift();
  assert.equal(left.length, 1);
});
