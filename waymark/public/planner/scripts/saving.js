// Keeping: six words, read back as a proof; opening, changing, erasing; a harmless list under other words.
// Words are shown once and then forgotten: nothing here keeps them.
(function (own) {
"use strict";
const { el, p, h, hint, note, apart, button, put, get, list, remove, box, tick, ask, go, again, tell, slow, id, fresh } = own.ui, { t } = own, screens = own.screens;
const isList = () => Boolean(get("title").kind);
const DAYS = [7, 30, 92, 183, 365];

function daysBox(now, change) {
  const key = "days" + id();
  return el("div", { class: "field" }, el("label", { for: key }, t("days")), hint(t("days-hint")), el("select", { id: key, autocomplete: "off", change: (event) => change(DAYS[event.target.value]) }, DAYS.map((each, at) => el("option", { value: at, selected: each === now }, t("d-" + each)))));
}
const spelled = (indices) => [el("ol", { class: "words" }, own.words.spelled(indices).map((word) => el("li", { lang: "en", dir: "ltr" }, word))), hint(apart(t("numbers") + " " + own.words.numbers(indices).join(" ")))];

screens.keep = () => own.now.held ? [
  h(1, t("keep")), p(own.now.unsaved ? t("not-yet-saved") : t("all-saved")),
  p(button(t("save"), saveNow), button(t("parts"), () => go("parts"), true)),
  daysBox(own.now.held.days, (days) => { own.now.held.days = days; own.now.unsaved = true; }),
  h(2, t("second")), p(t("second-lead")), p(button(t("second-go"), () => go("second"), true)),
  h(2, t("erase")), p(t("erase-lead")), p(button(t("erase"), () => go("erase"), true)), own.foot(),
] : [h(1, t("keep")), p(t("keep-lead")), note(p(t("keep-promise")), p(t("keep-limits"))), p(button(t("show-words"), () => slow(async () => go("words", own.words.draw(), 365))), button(t("parts"), () => go("parts"), true)), own.foot()];

screens.words = (indices, days) => [h(1, t("words")), p(t("words-lead")), spelled(indices), daysBox(days, (chosen) => { own.now.at[2] = chosen; }),
  p(button(t("keep-now"), () => slow(async (mine, still) => {
    const held = await still(own.keeping.begin(indices, mine.at[2] || days));
    await still(saved(mine, held));
    go("saved");
  })), button(t("parts"), () => go("parts"), true))];

// What was typed while it was on its way is neither lost nor said to be saved.
async function saved(mine, held) {
  const sent = own.plan.copyOf(mine.plan), now = await own.keeping.save(held, sent);
  const typed = mine.plan.clock !== sent.clock;
  mine.plan = typed ? own.plan.merge(sent, mine.plan, now) : own.plan.copyOf(now);
  mine.held = held; mine.unsaved = typed;
}
const saveNow = () => slow(async (mine, still) => {
  try { await still(saved(mine, mine.held)); } catch (wrong) { if (wrong.kind === "gone") mine.held = null; throw wrong; }
  go("saved");
});
screens.saved = (sent) => [h(1, t("saved")), p(t("saved-lead")), own.askCopies(sent || []), p(button(t("parts"), () => go("parts")), button(t("keep"), () => go("keep"), true), button(t("lock"), () => own.lock(), true))];

own.saved = saved;

// The page for opening says nothing of what is opened: a plan, a list of the household, or somebody's copy.
screens.open = (state) => {
  const { node, input } = ask(t("six-words"), { hint: t("six-words-hint") });
  const open = () => slow(async (mine, still) => {
    const typed = input.value, found = await still(own.keeping.open(own.words.read(typed)));
    if (!found) { tell(t("w-nothing")); return; }
    input.value = "";
    own.now = Object.assign(fresh(), found.copy ? { plan: found.copy.part, copy: found.copy } : { plan: found.plan, held: found.held });
    go(found.copy ? "given" : isList() ? "list" : "parts");
    if (!found.copy) tell(t("as-saved"), "ok"); // whoever's page died while saving looks here first
  });
  return [h(1, t("open")), state ? note(p(t(state))) : null, own.now.unsaved ? note(p(t("open-loses"))) : null,
    el("form", { autocomplete: "off", submit: (event) => { event.preventDefault(); open(); } }, node, p(el("button", { type: "submit" }, t("open")))),
    own.now.unsaved ? p(button(t("back"), () => go("parts"), true)) : null];
};

screens.erase = () => {
  const copies = list("copy"), hands = own.waiting(), back = new Set(copies);
  const too = (all, text) => all.length ? el("label", { class: "choice" }, el("input", { type: "checkbox", autocomplete: "off", checked: back.has(all[0]), change: (event) => { for (const each of all) if (event.target.checked) back.add(each); else back.delete(each); } }), el("span", null, text)) : null;
  return [h(1, t("erase")), p(t("erase-sure")), too(copies, t("erase-copies")), list("hand").length ? p(t("erase-handed")) : null, too(hands, t("erase-waiting")),
    p(button(t("erase-now"), () => slow(async (mine, still) => {
      for (const [, each] of back) await still(each.kept ? own.keeping.takeBackCopy(each.kept) : own.keeping.takeBackHandOver(each.slot));
      await still(own.keeping.erase(mine.held));
      own.now = fresh(); go("open", "erased");
    })), button(t("back"), () => go(isList() ? "list" : "keep"), true))];
};

// "question.choice" and fields in words, for whoever has to choose between two versions.
function spoken(item, name, value) {
  const { kind } = get(item);
  if (kind === "do") { const bits = item.split("."), section = own.data.section.find((each) => each.id === bits[1]), action = section && section.action.find((each) => each.id === bits[2]); return (action ? action.text : "") + ": " + (name === "state" ? t(value === "kept" ? "keep-it" : "aside") : t(value || "not-yet")); }
  if (kind === "answer") { const bits = item.split("."), section = own.data.section.find((each) => each.id === bits[0]), ask = section && section.ask.find((each) => each.id === bits[1]); return ask ? own.named(ask.text, own.worded(ask, value)) : own.worded({}, value); }
  if (Array.isArray(value)) return value.map((one) => get(one).name || (own.data.matter.find((each) => each.id === one) || {}).text || one).join(", ");
  return (get(item).name || "") + ": " + (value === true ? t("yes") : value === false ? t("no") : value === null ? t("unknown") : String(value));
}
// Two devices wrote the same thing differently: both are shown, and one is chosen.
screens.settle = () => [h(1, t("settle")), p(t("settle-lead")), own.plan.unsettled(own.now.plan).map(({ id: item, name, value, aside }) => el("div", { class: "note" },
  [value, ...aside].map((one) => p(button(spoken(item, name, one), () => { own.plan.settle(own.now.plan, item, name, one, own.now.device); own.now.unsaved = true; go(own.plan.unsettled(own.now.plan).length ? "settle" : "parts"); }, true))))), own.foot()];
screens.file = () => {
  const { node, input } = ask(t("six-words"), { hint: t("file-hint") });
  const take = () => slow(async (mine, still) => { const bytes = await still(own.sealing.takeAway(own.asText(), own.words.read(input.value))); input.value = ""; own.file("notes.age", bytes, "application/octet-stream"); tell(t("file-made"), "ok"); });
  return [h(1, t("file")), note(p(t("away-where")), p(t("away-found")), p(t("away-address"))), el("form", { autocomplete: "off", submit: (event) => { event.preventDefault(); take(); } }, node, p(el("button", { type: "submit" }, t("file-take")))), own.foot()];
};

// A harmless list: one of the household's, some of its things in some order, some done; the page of it says nothing of ours.
function chance(end) { const top = 4294967296 - 4294967296 % end; for (;;) { const [value] = crypto.getRandomValues(new Uint32Array(1)); if (value < top) return value % end; } }
function shuffled(all) { const rest = all.slice(), found = []; while (rest.length) found.push(rest.splice(chance(rest.length), 1)[0]); return found; }
function harmless({ title, items }) {
  const plan = own.plan.empty(), device = own.now.device, some = shuffled(items).slice(0, Math.max(3, items.length - chance(Math.max(1, items.length >> 1))));
  own.plan.write(plan, "title", { kind: "title", text: title }, device);
  some.forEach((text, at) => own.plan.write(plan, "l" + id(), { kind: "line", text, done: chance(3) === 0, place: at }, device));
  return plan;
}
screens.second = () => [h(1, t("second")), p(t("second-what")), note(p(t("second-limits"))), el("ul", { class: "plain" }, own.data.household.map((each) => el("li", null, button(each.title, () => slow(async () => go("second-words", harmless(each), own.words.draw())), true)))), p(button(t("back"), () => go("keep"), true))];
screens["second-words"] = (plan, indices) => [h(1, t("second")), p(t("words-lead")), spelled(indices), h(2, own.plan.read(plan, "title").text), el("ul", null, own.plan.list(plan, "line").map(([, each]) => el("li", null, each.text))),
  p(button(t("keep-now"), () => slow(async (mine, still) => { const days = mine.held ? mine.held.days : 365; await still(own.keeping.begin(indices, days).then((held) => own.keeping.save(held, plan))); go("keep"); tell(t("second-saved"), "ok"); })), button(t("back"), () => go("keep"), true))];

screens.list = () => [h(1, get("title").text || t("list")), list("line").map(([item, each]) => tick(each.text, item, "done", { kind: "line" })),
  box(t("list-add"), "draft", "text", { kind: "draft" }),
  p(button(t("list-put"), () => { const { text } = get("draft"); if (text) { put("l" + id(), { kind: "line", text, done: false, place: list("line").length }); remove("draft"); } again("put"); }, true, { "data-is": "put" })),
  p(button(t("save"), () => slow(async (mine, still) => { await still(saved(mine, mine.held)); tell(t("all-saved"), "ok"); })), button(t("lock"), () => own.lock(), true), button(t("erase"), () => go("erase"), true))];

})(planner);
