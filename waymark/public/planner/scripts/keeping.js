// Saving, opening, sharing and erasing through the one address of all vaults. A plan in memory is never lost here:
// whatever fails is thrown as an error whose `kind` says what is and is not saved, and the plan stays as it was.
(function (own) {
"use strict";
const VERBS = { read: 1, save: 2, keep: 3, erase: 4, handOver: 5, recipient: 6, takeBack: 7 };
const OUTCOMES = ["nothing", "done", "changed", "wait", "not-saved", "refused"];
const TRIES = 6, ADDRESS = "/k2", SCRIPT = "/k2/k4";
const fault = (kind) => { const wrong = new Error(kind); wrong.kind = kind; return wrong; };
const random = (count) => crypto.getRandomValues(new Uint8Array(count));
const UNWRITTEN = new Uint8Array(8);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const equal = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

async function ask(verb, { locator, token, stamp, number, blob }) {
  const body = new Uint8Array(59 + (blob ? blob.length : 0));
  body[0] = VERBS[verb];
  body.set(locator || [], 1); body.set(token || [], 17); body.set(stamp || UNWRITTEN, 49);
  body[57] = (number || 0) >> 8; body[58] = (number || 0) & 255;
  body.set(blob || [], 59);
  let answer;
  try {
    const reply = await fetch(own.address || ADDRESS, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body, cache: "no-store", credentials: "omit", redirect: "error" });
    if (!reply.ok) throw fault("no-answer");
    answer = new Uint8Array(await reply.arrayBuffer());
  } catch (_) { throw fault("no-answer"); }
  const outcome = OUTCOMES[answer[0]];
  if (answer.length < 11 || outcome === undefined) throw fault("no-answer");
  const found = { outcome, stamp: answer.slice(1, 9), number: answer[9] * 256 + answer[10], blob: answer.slice(11) };
  if (outcome === "wait") throw Object.assign(fault("wait"), { seconds: found.number });
  if (outcome === "not-saved" || outcome === "refused") throw fault(outcome);
  return found;
}

// The sealing, once: `no-script` when it did not arrive whole, `no-crypto` in a browser without secure randomness.
function load() {
  if (own.sealing) return Promise.resolve();
  if (!window.crypto || !crypto.subtle || typeof BigInt !== "function") return Promise.reject(fault("no-crypto"));
  return own.bring(own.script || SCRIPT, () => own.sealing);
}

// What is kept in the page's memory while a vault is open. Hold it in a variable, nowhere else.
function holding(access, stamp, plan, days) { return Object.assign({}, access, { stamp, base: own.plan.copyOf(plan), days }); }

// Opens what these words open: {plan, held}, or {copy} of somebody else's; null when there is nothing. The slow part runs either way.
async function open(indices) {
  for (const parameters of own.sealing.PARAMETERS) {
    const access = await own.sealing.derive(indices, parameters);
    const found = await ask("read", access);
    if (found.outcome !== "done") continue;
    const kept = await own.sealing.unseal(found.blob, access.identity);
    if (kept.part) return { copy: kept }; // a trusted person's words: nothing that they could renew
    const held = holding(access, found.stamp, kept.plan, kept.days);
    renew(held).catch(() => {}); // nobody waits for it; without it the plan is kept a little less long
    return { plan: kept.plan, held };
  }
  return null;
}

// A vault that these words will open; nothing is sent until it is saved.
async function begin(indices, days) {
  return holding(await own.sealing.derive(indices), UNWRITTEN, own.plan.empty(), days);
}

// Saves, merging what another device saved meanwhile, and reads it back. Gives the plan as it now is, in `held` too.
// Throws `gone` when the vault was erased or ran out: the page may begin it anew.
async function save(held, plan) {
  const recipient = await own.sealing.recipient(held.identity);
  let mine = own.plan.copyOf(plan);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const blob = await own.sealing.seal({ plan: mine, days: held.days }, recipient);
    const answer = await ask("save", { locator: held.locator, token: held.token, stamp: held.stamp, number: held.days, blob });
    if (answer.outcome === "nothing") throw fault("gone");
    if (answer.outcome === "done") {
      const proof = await ask("read", held);
      if (proof.outcome !== "done" || (equal(proof.stamp, answer.stamp) && !equal(proof.blob, blob))) throw fault("not-saved");
      Object.assign(held, { stamp: answer.stamp, base: own.plan.copyOf(mine) });
      return mine;
    }
    const theirs = (await own.sealing.unseal(answer.blob, held.identity)).plan;
    mine = own.plan.merge(held.base, mine, theirs);
    Object.assign(held, { stamp: answer.stamp, base: theirs });
  }
  throw fault("not-saved");
}

async function renew(held) { return (await ask("keep", { locator: held.locator, token: held.token, number: held.days })).outcome === "done"; }
async function erase(held) { return (await ask("erase", { locator: held.locator, token: held.token })).outcome === "done"; }

// A copy for a trusted person: its words, to be told and then forgotten, and what the owner's plan keeps of it.
// The write token is random, so whoever has the words can read and answer, never change or renew it.
async function beginCopy() {
  const indices = own.words.draw(), access = await own.sealing.derive(indices), answer = own.sealing.newIdentity();
  return { indices, kept: {
    locator: hex(access.locator), token: hex(random(32)), recipient: await own.sealing.recipient(access.identity), stamp: hex(UNWRITTEN),
    answer: { locator: hex(random(16)), token: hex(random(32)), identity: answer, recipient: await own.sealing.recipient(answer) },
  } };
}

// Sends an excerpt to a copy, or renews it: needs only what the plan keeps. Gives what the plan is to keep from now on.
async function sendCopy(kept, part, days) {
  const { locator, token, recipient } = kept.answer;
  const blob = await own.sealing.seal({ part, answer: { locator, token, recipient } }, kept.recipient);
  const access = { locator: unhex(kept.locator), token: unhex(kept.token), number: days, blob };
  let answer = await ask("save", Object.assign({ stamp: unhex(kept.stamp) }, access));
  if (answer.outcome === "changed") answer = await ask("save", Object.assign({ stamp: answer.stamp }, access));
  if (answer.outcome === "nothing") answer = await ask("save", Object.assign({ stamp: UNWRITTEN }, access)); // it had lapsed
  if (answer.outcome !== "done") throw fault("not-saved");
  return Object.assign({}, kept, { stamp: hex(answer.stamp) });
}

async function takeBackCopy(kept) {
  await ask("erase", { locator: unhex(kept.answer.locator), token: unhex(kept.answer.token) });
  return (await ask("erase", { locator: unhex(kept.locator), token: unhex(kept.token) })).outcome === "done";
}

// The trusted person's side: {part, answer}, or null.
async function openCopy(indices) {
  for (const parameters of own.sealing.PARAMETERS) {
    const access = await own.sealing.derive(indices, parameters), found = await ask("read", access);
    if (found.outcome === "done") return own.sealing.unseal(found.blob, access.identity);
  }
  return null;
}

// "I have read it": into a slot of its own, sealed to the owner.
async function answerCopy(answer, note, days) {
  const blob = await own.sealing.seal(note, answer.recipient), access = { locator: unhex(answer.locator), token: unhex(answer.token), number: days, blob };
  let reply = await ask("save", access);
  if (reply.outcome === "changed") reply = await ask("save", Object.assign({ stamp: reply.stamp }, access));
  if (reply.outcome !== "done") throw fault("not-saved");
}

// What came back into a slot: a friend's answer or a worker's suggestions; null when there is none yet.
async function readSlot(slot) {
  const found = await ask("read", { locator: unhex(slot.locator) });
  return found.outcome === "done" ? own.sealing.unseal(found.blob, slot.identity) : null;
}

// Where suggestions come back, and what takes back what was handed over (`once`, which goes into no hand-over): used
// once, and kept in the plan before anything is handed over.
const newSlot = () => ({ locator: hex(random(16)), token: hex(random(32)), identity: own.sealing.newIdentity(), once: hex(random(48)) });
const onceOf = (slot) => { const once = unhex(slot.once); return { locator: once.slice(0, 16), token: once.slice(16) }; };

// Hands parts to the service, with the slot for its answer. `said`: what the person wants to say to it.
async function handOver(slot, part, said) {
  const service = await ask("recipient", {});
  const recipient = await own.sealing.recipient(slot.identity);
  const back = { locator: slot.locator, token: slot.token, recipient, public: hex(own.age.bech32.decodeToBytes(recipient).bytes) };
  const blob = await own.sealing.seal(Object.assign({ part, back }, said), own.sealing.recipientOf(service.blob.slice(0, 32)));
  await ask("handOver", Object.assign({ number: service.number, blob }, onceOf(slot)));
}
// Whether it was still waiting there: what a case has is not taken back.
async function takeBackHandOver(slot) { return (await ask("takeBack", onceOf(slot))).outcome === "done"; }

own.keeping = { load, open, begin, save, renew, erase, beginCopy, sendCopy, takeBackCopy, openCopy, answerCopy, readSlot, newSlot, handOver, takeBackHandOver };
})(planner);
