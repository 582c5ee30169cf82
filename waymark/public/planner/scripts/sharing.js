// A trusted person's copy and the hand-over to the service: chosen parts only, and every answer starts at no.
(function (own) {
"use strict";
const { el, p, h, hint, note, fill, button, put, get, list, remove, go, again, tell, slow, id } = own.ui, { t } = own, screens = own.screens;
// Parts to be chosen for somebody else, nothing ticked; what could lead somebody to the door is asked for piece by piece.
function chooser() {
  const parts = new Set(), careful = new Set(), tick = (set, value, text) => el("label", { class: "choice" }, el("input", { type: "checkbox", autocomplete: "off", value, change: (event) => { if (event.target.checked) set.add(value); else set.delete(value); } }), el("span", null, text));
  const found = own.whole().filter((each) => !["matters", "said"].includes(each.id)), close = secrets();
  const node = [el("fieldset", { class: "field" }, el("legend", null, t("which-parts")), found.map((each) => tick(parts, each.id, each.heading))),
    close.length ? el("fieldset", { class: "field" }, el("legend", null, t("careful")), el("p", { class: "hint" }, t("careful-hint")), close.map((each) => tick(careful, each.field, each.text))) : null];
  const excerpt = () => {
    const ids = Object.keys(own.now.plan.items).filter((item) => { const part = own.partOf(item); return part && parts.has(part) && get(item).state !== "aside"; });
    return own.plan.excerpt(own.now.plan, ids, close.map((each) => each.field).filter((field) => !careful.has(field)));
  };
  return { node, excerpt, any: () => parts.size > 0 };
}
// Where I am going, a new address, where the bag is: left out until ticked, each time anew.
function secrets() {
  const told = own.data.section.flatMap((section) => (section.ask || []).filter((ask) => ask.apart && get(section.id + "." + ask.id).value).map((ask) => ({ field: section.id + "." + ask.id + ".value", text: ask.text })));
  const things = own.data.bag.filter((each) => get("bag." + each.id).where).map((each) => ({ field: "bag." + each.id + ".where", text: each.text + ": " + t("where") })).concat(list("more").filter(([, each]) => each.where).map(([item, each]) => ({ field: item + ".where", text: each.name + ": " + t("where") })));
  return told.concat(things);
}

const COPY_DAYS = 92, copyOf = (person) => "copy." + person, nameOf = (person) => get(person).name || t("somebody");

screens.share = () => [h(1, t("share")), p(t("share-lead")), own.now.held ? null : note(p(t("share-first")), p(button(t("keep"), () => go("keep")))),
  own.now.held ? [h(2, t("share-people")), list("person").length ? null : p(t("nobody-yet")), list("person").map(([person]) => { const copy = get(copyOf(person)); return el("div", { class: "note" }, h(3, nameOf(person)),
    copy.kept ? [p(copy.read ? t("read-it") : t("no-answer-yet")), p(button(t("send-again"), () => go("copy", person)), button(t("take-back"), () => slow(async (mine, still) => { await still(own.keeping.takeBackCopy(copy.kept)); remove(copyOf(person)); go("share"); tell(t("taken-back"), "ok"); }), true))] : p(button(t("give-copy"), () => go("copy", person)))); }),
    list("copy").length ? p(button(t("look-answers"), () => slow(answers), true)) : null,
    h(2, t("service")), p(t("service-lead")), p(button(t("hand-over"), () => go("hand")), list("hand").length ? button(t("look-said"), () => slow(suggestions), true) : null),
    list("said").map(([item, each]) => el("div", { class: "note" }, p(each.text), p(button(t("keep-it"), () => { put(item, { state: "kept" }); again(item); }, each.state !== "kept", { "data-is": item, "aria-pressed": String(each.state === "kept") }), button(t("aside"), () => { put(item, { state: "aside" }); again(item); }, each.state !== "aside", { "aria-pressed": String(each.state === "aside") }))))] : null,
  own.foot()];

async function answers(mine, still) {
  let found = 0;
  for (const [item, each] of list("copy")) { const said = await still(own.keeping.readSlot(each.kept.answer)); if (said && said.seen > (each.seen || 0)) { put(item, { seen: said.seen, read: said.seen >= each.sent }); found += 1; } }
  go("share"); tell(t(found ? "answers-came" : "no-answer-yet"), "ok");
}
// Suggestions are taken up once each; what came stays until the person keeps it or puts it aside.
async function suggestions(mine, still) {
  let found = 0;
  for (const [item, each] of list("hand")) {
    const said = each.done ? null : await still(own.keeping.readSlot(each.slot));
    if (!said) continue;
    for (const text of [].concat(said.suggestions || [])) { put("s" + id(), { kind: "said", text: String(text), state: "", place: list("said").length }); found += 1; }
    put(item, { done: true });
  }
  go("share"); tell(t(found ? "said-came" : "said-none"), "ok");
}

screens.copy = (person) => {
  const chosen = chooser(), old = get(copyOf(person)).kept;
  return [h(1, t("copy")), p(fill(t("copy-lead"), { name: nameOf(person) })), note(p(t("copy-unread"))), chosen.node,
    p(button(t("send"), () => { if (!chosen.any()) { tell(t("choose-one")); return; } slow(async (mine, still) => {
      const begun = old ? { kept: old } : await still(own.keeping.beginCopy()), part = chosen.excerpt(), { seen } = get(copyOf(person));
      // What takes it back is kept before anything is sent, so that no copy is ever out of reach.
      if (!old) { put(copyOf(person), { kind: "copy", person, kept: begun.kept }); await still(own.saved(mine, mine.held)); }
      const kept = await still(own.keeping.sendCopy(begun.kept, part, COPY_DAYS, seen));
      put(copyOf(person), { kept, sent: part.clock, read: false });
      await still(own.saved(mine, mine.held));
      if (begun.indices) go("copy-words", person, begun.indices); else { go("share"); tell(t("sent"), "ok"); }
    }); }), button(t("back"), () => go("share"), true))];
};
screens["copy-words"] = (person, indices) => [h(1, t("copy-words")), p(fill(t("copy-words-lead"), { name: nameOf(person) })), el("ol", { class: "words" }, own.words.spelled(indices).map((word) => el("li", { lang: "en", dir: "ltr" }, word))), hint(t("numbers") + " " + own.words.numbers(indices).join(" ")), p(t("copy-lapses")), p(button(t("have-told"), () => go("share")))];

// Asked at each save, and the answer starts at no.
own.askCopies = () => { const copies = list("copy"); return copies.length ? [h(2, t("send-too")), el("ul", { class: "plain" }, copies.map(([, each]) => el("li", null, button(nameOf(each.person), () => go("copy", each.person), true)))), p(t("send-no"))] : null; };

screens.given = () => {
  const { copy } = own.now, news = new Set(own.plan.changedSince(copy.part, copy.seen).map(own.partOf));
  return [h(1, t("given")), p(t("given-lead")), own.drawn(copy.seen ? (part) => news.has(part) : null),
    p(button(t("have-read"), () => slow(async (mine, still) => { await still(own.keeping.answerCopy(copy.answer, { seen: copy.part.clock }, COPY_DAYS)); tell(t("told-them"), "ok"); })), button(t("lock"), () => own.lock(), true))];
};

screens.hand = () => {
  const chosen = chooser(), key = "note" + id(), words = el("textarea", { id: key, rows: 3, autocomplete: "off", spellcheck: "false" });
  return [h(1, t("hand-over")), p(t("hand-lead")), chosen.node, el("div", { class: "field" }, el("label", { for: key }, t("hand-note")), hint(t("hand-note-hint")), words),
    p(button(t("hand-send"), () => { if (!chosen.any()) { tell(t("choose-one")); return; } slow(async (mine, still) => {
      const part = chosen.excerpt(), slot = await still(own.keeping.handOver(Object.assign(part, { said: own.said(part) }), words.value));
      put("g" + id(), { kind: "hand", slot });
      await still(own.saved(mine, mine.held));
      go("share"); tell(t("handed"), "ok");
    }); }), button(t("back"), () => go("share"), true))];
};
// The same in words, for a desk that has no browser's script: [[heading, [[label, text]]]].
own.said = (part) => { const mine = own.now; own.now = Object.assign({}, mine, { plan: part }); try { return own.whole().map((each) => [each.heading, each.lines.map((one) => [one.label, one.text])]); } finally { own.now = mine; } };
})(planner);
