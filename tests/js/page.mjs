// The least of a browser that our small scripts touch: enough to press keys and see what they do.

import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";

export class Listens {
  constructor() { this.listeners = {}; }
  addEventListener(kind, heard) { (this.listeners[kind] ??= []).push(heard); }
  dispatch(kind, event = {}) {
    const full = { type: kind, prevented: false, preventDefault() { this.prevented = true; this.defaultPrevented = true; }, ...event };
    for (const heard of this.listeners[kind] ?? []) heard(full);
    return full;
  }
}

export class Element extends Listens {
  constructor(tagName, attributes = {}) {
    super();
    Object.assign(this, { tagName, attributes, textContent: "", focused: 0, clicked: 0, hidden: true });
  }
  getAttribute(name) { return this.attributes[name] ?? null; }
  focus() { this.focused += 1; if (this.page) this.page.activeElement = this; }
  click() { this.clicked += 1; }
  closest(selector) { return selector.split(",").some((one) => one.toUpperCase() === this.tagName) ? this : null; }
}

export const run = (file, context) =>
  runInNewContext(readFileSync(new URL(`../../waymark/${file}`, import.meta.url), "utf8"), context);
