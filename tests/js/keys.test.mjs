// The desk's keys: they move and focus, and never act while somebody types.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Element, Listens, run } from "./page.mjs";

let page, lines, found, hint;

beforeEach(() => {
  page = new Listens();
  lines = [new Element("A"), new Element("A"), new Element("A")];
  hint = new Element("P");
  found = {
    "input[type=search]": new Element("INPUT"),
    "#reply textarea:not([readonly])": new Element("TEXTAREA"),
    "#note textarea": new Element("TEXTAREA"),
    '[data-go="i"]': new Element("A"),
    "#lock button": new Element("BUTTON"),
    ".keys-hint": hint,
  };
  for (const each of [...lines, ...Object.values(found)]) each.page = page;
  page.querySelectorAll = () => lines;
  page.querySelector = (selector) => found[selector] ?? null;
  page.getElementById = () => null;
  page.activeElement = new Element("BODY");
  run("desk/frame/static/desk/keys.js", { document: page });
});

const press = (key, more = {}) => page.dispatch("keydown", { key, target: page.activeElement, ...more });

test("j and k walk the lines and stop at the ends", () => {
  press("j"); assert.equal(page.activeElement, lines[0]);
  press("j"); press("j"); press("j"); assert.equal(page.activeElement, lines[2]);
  press("k"); assert.equal(page.activeElement, lines[1]);
});

test("arrows walk only once a line has the focus, so that they still scroll", () => {
  assert.equal(press("ArrowDown").prevented, false);
  press("j");
  assert.equal(press("ArrowDown").prevented, true);
  assert.equal(page.activeElement, lines[1]);
});

test("no key acts while somebody types, or with Control, Alt or the system key", () => {
  for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) {
    for (const key of ["j", "/", "r", "n", "?"]) assert.equal(press(key, { target: new Element(tagName) }).prevented, false);
  }
  for (const held of ["ctrlKey", "altKey", "metaKey"]) assert.equal(press("r", { [held]: true }).prevented, false);
  assert.equal(lines.some((line) => line.focused), false);
});

test("slash, r and n go to their boxes", () => {
  press("/"); assert.equal(found["input[type=search]"].focused, 1);
  page.activeElement = new Element("BODY");
  press("r"); assert.equal(found["#reply textarea:not([readonly])"].focused, 1);
  page.activeElement = new Element("BODY");
  press("n"); assert.equal(found["#note textarea"].focused, 1);
});

test("g and a letter go to a page; the letter alone does nothing", () => {
  press("i"); assert.equal(found['[data-go="i"]'].clicked, 0);
  press("g"); press("i"); assert.equal(found['[data-go="i"]'].clicked, 1);
  press("g"); press("j"); press("i"); assert.equal(found['[data-go="i"]'].clicked, 1);
});

test("l locks, and is a letter like any other while somebody types", () => {
  press("l", { target: new Element("TEXTAREA") }); assert.equal(found["#lock button"].clicked, 0);
  press("l"); assert.equal(found["#lock button"].clicked, 1);
});

test("the hint shows only where scripts run", () => {
  assert.equal(hint.hidden, false);
});
