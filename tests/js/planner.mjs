// The planner's scripts as a page has them, put together by the house, in a context with the least of a browser.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { webcrypto } from "node:crypto";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";

const house = fileURLToPath(new URL("../..", import.meta.url));
const own = `${house}/.venv/bin/python`, python = existsSync(own) ? own : "python3";
const write = "import json; from waymark.public.planner.scripts import script_texts; print(json.dumps(dict(script_texts())))";
const texts = JSON.parse(execFileSync(python, ["-c", write], { cwd: house, maxBuffer: 1 << 24 }));

export const PAGE = texts.k3, KEEPING = texts.k6, SEALING = texts.k4;

// A script that is put into the page runs, or, as in a browser, fails without a word to whoever put it there.
function head(context) {
  return { appendChild(script) { try { runInContext(script.textContent, context); } catch (_) { /* the console's business */ } return { remove() {} }; } };
}

export function planner({ fetch, sealing = true, crypto = webcrypto } = {}) {
  const context = createContext({ crypto, TextEncoder, TextDecoder, ReadableStream, TransformStream, Response, DOMException, setTimeout, queueMicrotask, fetch, Uint8Array, console });
  context.window = context;
  context.document = { head: head(context), createElement: () => ({}), getElementById: () => null };
  runInContext(PAGE, context);
  runInContext(KEEPING, context);
  if (sealing) runInContext(SEALING, context);
  return context.planner;
}

// What a context made has that context's own prototypes: plain data compares as plain data.
export const plain = (value) => JSON.parse(JSON.stringify(value));
