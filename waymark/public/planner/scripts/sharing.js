// A trusted person's copy and the hand-over to the service: chosen parts only, and every answer starts at no.
(function (own) {
"use strict";
const { el, p, h, hint, note, fill, apart, button, put, get, list, remove, ask, go, again, tell, slow, id } = own.ui, { t } = own, screens = own.screens;
const kinds = (more) => Object.assign({ type: "checkbox", autocomplete: "off" }, more);
// Parts to be chosen for somebody else, those of `before` ticked; what could lead somebody to the door is asked for
// piece by piece, and never ticked beforehand.
function chooser(before) {
  const found = own.whole().filter((each) => !["matters", "said"].includes(each.id)), close = secrets();
  const parts = new Set(found.map((each) => each.id).filter((part) => (before || []).includes(part))), careful = new Set();
  const tick = (set, value, text) => el("label", { class: "choice" }, el("input", kinds({ value, checked: set.has(value), change: (event) => { if (event.target.checked) set.add(value); else set.delete(value); } })), el("span", null, text));
  const apart = close.length ? el("fieldset", { class: "field" }, el("legend", null, t("careful")), el("p", { class: "hint" }, t("careful-hint")), close.map((each) => tick(careful, each.field, each.text))) : null;
  const all = el("fieldset", { class: "field" }, el("legend", null, t("which-parts")), found.map((each) => tick(parts, each.id, each.heading)));
  const excerpt = () => {
    const ids = Object.keys(own.now.plan.items).filter((item) => { const part = own.partOf(item); return part && parts.has(part) && get(item).state !== "aside"; });
    return own.plan.excerpt(own.now.plan, ids, close.map((each) => each.field).filter((field) => !careful.has(field)));
  };
  const named = () => found.filter((each) => parts.has(each.id)).map((each) => each.heading);
  return { all, apart, excerpt, named, parts: () => [...parts] };
}
// Where I am going, a new address, where the bag is: left out until ticked, each time anew.
function secrets() {
  const told = own.data.section.flatMap((section) => (section.ask || []).filter((ask) => ask.apart && get(section.id + "." + ask.id).value).map((ask) => ({ field: section.id + "." + ask.id + ".value", text: ask.text })));
  const things = own.data.bag.filter((each) => get("bag." + each.id).where).map((each) => ({ field: "bag." + each.id + ".where", text: each.text + ": " + t("where") })).concat(list("more").filter(([, each]) => each.where).map(([item, each]) => ({ field: item + ".where", text: each.name + ": " + t("where") })));
  return told.concat(things);
}

const COPY_DAYS = 92, nameOf = (person, copy) => get(person).name || (copy && copy.name) || t("somebody");
// Each copy is an item of its own, so that two devices that give one do not take the other's from view.
const copies = () => list("copy"), copiesOf = (person) => copies().filter(([, each]) => each.person === person);

function copyLines([item, copy]) {
  return [p(copy.read ? t("read-it") : t("no-answer-yet")), p(button(t("send-again"), () => go("copy", copy.person, item)),
    button(t("take-back"), () => slow(async (mine, still) => { await still(own.keeping.takeBackCopy(copy.kept)); remove(item); await still(own.saved(mine, mine.held)); go("share"); tell(t("taken-back"), "ok"); }), true))];
}
screens.share = () => {
  const people = list("person"), known = new Set(people.map(([person]) => person)), others = copies().filter(([, each]) => !known.has(each.person));
  return [h(1, t("share")), p(t("share-lead")), own.now.held ? null : note(p(t("share-first")), p(button(t("keep"), () => go("keep")))),
    own.now.held ? [h(2, t("share-people")), people.length ? null : p(t("nobody-yet")),
      people.map(([person]) => { const given = copiesOf(person); return el("div", { class: "note" }, h(3, nameOf(person)), given.length ? given.map(copyLines) : p(button(t("give-copy"), () => go("copy", person)))); }),
      others.map((each) => el("div", { class: "note" }, h(3, nameOf(each[1].person, each[1])), copyLines(each))),
      copies().length ? [hint(t("copy-lapses")), p(button(t("look-answers"), () => slow(answers), true))] : null,
      h(2, t("service")), p(t("service-lead")), p(button(t("hand-over"), () => go("hand")), list("hand").length ? button(t("look-said"), () => slow(suggestions), true) : null), given(),
      list("said").map(([item, each]) => el("div", { class: "note" }, p(el("bdi", null, each.text)), p(button(t("keep-it"), () => { put(item, { state: "kept" }); again(item); }, each.state !== "kept", { "data-is": item, "aria-pressed": String(each.state === "kept") }), button(t("aside"), () => { put(item, { state: "aside" }); again(item); }, each.state !== "aside", { "aria-pressed": String(each.state === "aside") }))))] : null,
    own.foot()];
};

// What was handed over and may still wait there.
const waiting = () => list("hand").filter(([, each]) => each.what);
const given = () => waiting().map(([item, { what, slot }]) => el("div", { class: "note" }, p(fill(t("handed-parts"), { parts: what })), p(button(t("take-back"), () => slow(async (mine, still) => {
  const back = await still(own.keeping.takeBackHandOver(slot));
  if (back) remove(item); else put(item, { what: "" });
  await still(own.saved(mine, mine.held));
  go("share"); tell(t(back ? "taken-back" : "hand-gone"), "ok");
}), true))));

// Whether the newest version of a copy has been read; what stood in it is what later ones are compared with.
async function hear(item, still) {
  const copy = get(item), said = copy.read ? null : await still(own.keeping.readSlot(copy.kept.answer));
  if (!said || !copy.sent || said.seen < copy.sent) return false;
  put(item, { read: true, told: copy.lines });
  return true;
}
async function answers(mine, still) {
  let found = 0;
  for (const [item] of copies()) if (await hear(item, still)) found += 1;
  go("share"); tell(t(found ? "answers-came" : "no-answer-yet"), "ok");
}
// Suggestions are taken up once each, under the same names on every device; what came stays until the person keeps it or puts it aside.
async function suggestions(mine, still) {
  let found = 0;
  for (const [item, each] of list("hand")) {
    const said = each.done ? null : await still(own.keeping.readSlot(each.slot));
    if (!said) continue;
    [].concat(said.suggestions || []).forEach((text, at) => { put("s." + item + "." + at, { kind: "said", text: String(text) }); found += 1; });
    put(item, { done: true });
  }
  go("share"); tell(t(found ? "said-came" : "said-none"), "ok");
}

// A few letters for what each part says, by which a later version knows what changed.
function lines(part) {
  const found = {};
  for (const each of own.within(part, own.whole)) found[each.id] = Array.from(own.age.sha256(new TextEncoder().encode(JSON.stringify(each.lines))).slice(0, 4), (byte) => byte.toString(36)).join(".");
  return found;
}
// Sends what was chosen to somebody's copy, which is begun if there is none. Gives the words of one that was begun.
async function send(mine, still, person, item, chosen) {
  const begun = item ? null : await still(own.keeping.beginCopy());
  if (begun) {
    // What takes it back is kept before anything is sent, so that no copy is ever out of reach.
    item = "c" + id();
    put(item, { kind: "copy", person, name: get(person).name || "", kept: begun.kept });
    await still(own.saved(mine, mine.held));
  } else await hear(item, still);
  const { kept, told } = get(item), part = chosen.excerpt(), now = lines(part);
  try {
    const sent = await still(own.keeping.sendCopy(kept, Object.assign(part, { news: told ? Object.keys(now).filter((each) => now[each] !== told[each]) : [] }), COPY_DAYS));
    put(item, { kept: sent, sent: part.clock, parts: chosen.parts(), lines: now, read: false });
  } catch (wrong) { if (begun && mine === own.now) remove(item); throw wrong; } // nobody has its words
  await still(own.saved(mine, mine.held));
  return begun && begun.indices;
}
screens.copy = (person, item) => {
  const chosen = chooser(item && get(item).parts);
  return [h(1, t("copy")), p(fill(t("copy-lead"), { name: nameOf(person, item && get(item)) })), note(p(t("copy-unread"))), chosen.all, chosen.apart,
    p(button(t("send"), () => { if (!chosen.parts().length) { tell(t("choose-one")); return; } slow(async (mine, still) => {
      const words = await send(mine, still, person, item, chosen);
      if (words) go("copy-words", person, words); else { go("share"); tell(t("sent"), "ok"); }
    }); }), button(t("back"), () => go("share"), true))];
};
screens["copy-words"] = (person, indices) => [h(1, t("copy-words")), p(fill(t("copy-words-lead"), { name: nameOf(person) })), el("ol", { class: "words" }, own.words.spelled(indices).map((word) => el("li", { lang: "en", dir: "ltr" }, word))), hint(apart(t("numbers") + " " + own.words.numbers(indices).join(" "))), p(t("copy-lapses")), p(button(t("have-told"), () => go("share")))];

// Asked at each save, of each copy that was not sent just now; the answer starts at no. Yes sends the parts of last time.
own.askCopies = (sent) => copies().filter(([item, each]) => each.parts && !sent.includes(item)).map(([item, copy]) => {
  const key = "too" + id(), more = el("div", null);
  const answer = (words, checked, change) => el("label", { class: "choice" }, el("input", { type: "radio", name: key, autocomplete: "off", checked, change }), el("span", null, words));
  const yes = () => {
    const chosen = chooser(copy.parts);
    more.replaceChildren(...[p(t("same-parts") + " " + chosen.named().join(", ")), chosen.apart, p(button(t("send"), () => slow(async (mine, still) => {
      await send(mine, still, copy.person, item, chosen);
      go("saved", sent.concat(item)); tell(t("sent"), "ok");
    })), button(t("other-parts"), () => go("copy", copy.person, item), true))].filter(Boolean));
  };
  return [el("fieldset", { class: "field" }, el("legend", null, fill(t("send-too"), { name: nameOf(copy.person, copy) })), answer(t("no"), true, () => more.replaceChildren()), answer(t("yes"), false, yes)), more];
});

screens.given = () => {
  const { copy } = own.now, news = new Set([].concat(copy.part.news || []));
  return [h(1, t("given")), p(t("given-lead")), own.drawn((part) => news.has(part)),
    p(button(t("have-read"), () => slow(async (mine, still) => { await still(own.keeping.answerCopy(copy.answer, { seen: copy.part.clock }, COPY_DAYS)); tell(t("told-them"), "ok"); })), button(t("lock"), () => own.lock(), true))];
};

screens.hand = () => {
  const chosen = chooser(), not = ask(t("hand-not"), { hint: t("hand-not-hint") }), key = "note" + id(), words = el("textarea", { id: key, dir: "auto", rows: 3, autocomplete: "off", spellcheck: "false" });
  return [h(1, t("hand-over")), p(t("hand-lead")), p(t("hand-waits")), chosen.all, chosen.apart, el("div", { class: "field" }, el("label", { for: key }, t("hand-note")), hint(t("hand-note-hint")), words), not.node,
    p(button(t("hand-send"), () => { if (!chosen.parts().length) { tell(t("choose-one")); return; } slow(async (mine, still) => {
      // Where suggestions come back is kept before anything is sent, so that no answer is ever out of reach.
      const slot = own.keeping.newSlot(), item = "g" + id(), said = own.said(chosen.excerpt());
      put(item, { kind: "hand", slot, what: chosen.named().join(", ") });
      await still(own.saved(mine, mine.held));
      try { await still(own.keeping.handOver(slot, { said }, { note: words.value, not_read: not.input.value })); } catch (wrong) { if (mine === own.now && wrong.kind !== "no-answer") remove(item); throw wrong; }
      go("share"); tell(t("handed"), "ok");
    }); }), button(t("back"), () => go("share"), true))];
};
// A part of the plan as it reads, and in words for a desk that has no browser's script: [[heading, [[label, text]]]].
own.waiting = waiting;
own.within = (part, read) => { const mine = own.now; own.now = Object.assign({}, mine, { plan: part }); try { return read(); } finally { own.now = mine; } };
own.said = (part) => own.within(part, own.whole).map((each) => [each.heading, each.lines.map((one) => [one.label, one.text])]);
})(planner);
