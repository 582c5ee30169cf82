// Six words: drawn here, read here, checked here. They never leave the page.
// The same rules as waymark/sealing/words.py and reading.py; tests/vectors hold the two together.
(function (own) {
"use strict";
const COUNT = 6, FIRST = 1000, MAILBOX = 5, PLAN = 10, LONGEST_TEXT = 1000;
// The list arrives as each word's number of letters shared with the word before, then its other letters.
const list = [];
own.packedWords.replace(/(\d)([a-z]+)/g, (_, shared, rest) => { list.push((list.length ? list[list.length - 1].slice(0, +shared) : "") + rest); });
const fold = (word) => word.replace(/[i1]/g, "l").replace(/0/g, "o").replace(/rn/g, "m").replace(/vv/g, "w");
const exact = new Map(list.map((word, index) => [word, index]));
const folded = new Map(list.map((word, index) => [fold(word), index]));
const lengths = list.map((word) => word.length), shortest = Math.min(...lengths), longest = Math.max(...lengths);

const find = (word) => exact.has(word) ? exact.get(word) : folded.has(fold(word)) ? folded.get(fold(word)) : null;

const table = (from, to) => { const map = {}; Array.from(from).forEach((mark, i) => { map[mark] = Array.from(to)[i]; }); return map; };
const alike = Object.assign(
  table("АВЕЅІЈКМНОРСТУХҮԚԜавеѕіјкмнорстухүԛԝгпиһӏԁɡ", "ABESIJKMHOPCTYXYQWabesijkmhopctyxyqwrnuhldg"),
  table("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεηικνορτυχγωϲϳ", "ABEZHIKMNOPTYXabenikvoptuxywcj"), table("ıŁłØøĐđ", "iLlOoDd"));

// A decimal digit of any script: their blocks are ten in a row, so the zero is the first of its block.
function digit(mark) {
  if (!/\p{Nd}/u.test(mark)) return mark;
  let code = mark.codePointAt(0), value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) { code -= 1; value += 1; }
  return value;
}
function latin(text) {
  return Array.from(text.normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, ""))
    .map((mark) => String(alike[mark] || digit(mark))).join("").toLowerCase();
}

function fault(kind, offList) { const wrong = new Error(kind); wrong.kind = kind; wrong.offList = offList || []; return wrong; }

function* apart(letters, count) {
  if (!count) { if (!letters) yield []; return; }
  if (letters.length < count * shortest || letters.length > count * 2 * longest) return;
  for (let end = shortest; end <= 2 * longest && end <= letters.length; end += 1) {
    const index = find(letters.slice(0, end));
    if (index !== null) for (const rest of apart(letters.slice(end), count - 1)) yield [index, ...rest];
  }
}
const together = (part) => [2, 3, 4, 5, 6].some((count) => !apart(part, count).next().done);
const typedDigits = (part) => part.replace(/o/g, "0").replace(/[il]/g, "1");

function numbers(plain) {
  const groups = (plain.match(/[a-z0-9]+/g) || []).map(typedDigits);
  let all = groups.join("");
  if (all.length !== 24) all = groups.filter((part) => part.length > 2).join("");
  if (all.length !== 24) throw fault("count");
  const found = all.match(/.{4}/g), off = found.filter((one) => !/^\d+$/.test(one) || !(+one >= FIRST && +one < FIRST + list.length));
  if (off.length) throw fault("off-list", off);
  return found.map((one) => +one - FIRST);
}

function ways(text) {
  if (Array.from(text).length > LONGEST_TEXT) throw fault("count");
  const plain = latin(text), nd = (plain.match(/[0-9]/g) || []).length, nl = (plain.match(/\p{L}/gu) || []).length;
  if (nd > nl || (nd && !/\p{L}/u.test(typedDigits(plain)))) return [numbers(plain)];
  const typed = (plain.match(/[a-z0-9]+/g) || []).filter((part) => !/^[0-9]{1,2}$/.test(part));
  const found = typed.map(find).filter((index) => index !== null);
  if (typed.length === COUNT && found.length === COUNT) return [found];
  const all = [...apart(typed.join(""), COUNT)];
  if (all.length) return all;
  const off = typed.filter((part) => find(part) === null && !together(part));
  throw fault(off.length ? "off-list" : "count", off);
}

function pack(indices) { return Uint8Array.from(indices.flatMap((index) => [index >> 8, index & 255])); }

function check(indices) {
  const prefix = Array.from("waymark-words-v1", (mark) => mark.charCodeAt(0));
  return own.age.sha256(Uint8Array.from([...prefix, ...pack(indices)]))[0] & 15;
}

// Indices of plan words; throws an error whose `kind` is count, off-list, slip or mailbox-words.
function read(text) {
  const found = ways(text), plans = found.filter((way) => check(way) === PLAN);
  if (plans.length === 1) return plans[0];
  throw fault(found.some((way) => check(way) === MAILBOX) ? "mailbox-words" : "slip");
}

// Fresh plan words. Uniform: a number at or above the largest multiple of the list's length is passed over.
function draw(random) {
  const next = random || ((count) => crypto.getRandomValues(new Uint16Array(count)));
  const end = 65536 - 65536 % list.length;
  for (;;) {
    const indices = [];
    while (indices.length < COUNT) { const [value] = next(1); if (value < end) indices.push(value % list.length); }
    if (check(indices) === PLAN) return indices;
  }
}

own.words = { read, draw, pack, check, spelled: (indices) => indices.map((index) => list[index]), numbers: (indices) => indices.map((index) => String(FIRST + index)), list };
})(planner);
