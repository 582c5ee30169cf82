// A home as a simple drawing, and the same in words. Pure: texts in, SVG text and sentences out; colours come from
// the page, and nothing is told by colour alone. Names are escaped here: they are somebody's own words.
(function (own) {
"use strict";
const BOX = 120, TALL = 80, GAP = 44, EDGE = 20, ACROSS = 3, LONGEST = 16;
const escape = (text) => String(text).replace(/[&<>"']/g, (mark) => "&#" + mark.charCodeAt(0) + ";");

const short = (name) => { const marks = Array.from(name); return marks.length > LONGEST ? marks.slice(0, LONGEST - 1).join("") + "…" : name; };

// Each room a place on a grid: along what joins them from the first room on, row by row; the same every time.
// Three across at most, so that it can be read on a phone.
function layOut(home) {
  const row = new Map(), found = [];
  const joined = (id) => (home.links || []).filter((link) => link.between.includes(id)).map((link) => link.between[0] === id ? link.between[1] : link.between[0]);
  const ids = home.rooms.map((room) => room.id);
  for (const first of ids) {
    if (row.has(first)) continue;
    const base = found.length, line = [first];
    row.set(first, base);
    while (line.length) {
      const id = line.shift(), at = row.get(id);
      (found[at] || (found[at] = [])).push(id);
      for (const other of joined(id)) if (ids.includes(other) && !row.has(other)) { row.set(other, at + 1); line.push(other); }
    }
  }
  const rows = found.flatMap((line) => Array.from({ length: Math.ceil(line.length / ACROSS) }, (_, i) => line.slice(i * ACROSS, (i + 1) * ACROSS)));
  const places = new Map();
  rows.forEach((line, y) => line.forEach((id, x) => places.set(id, { x: EDGE + x * (BOX + GAP), y: EDGE + y * (TALL + GAP) })));
  const widest = Math.max(1, ...rows.map((line) => line.length));
  return { places, width: EDGE * 2 + widest * BOX + (widest - 1) * GAP, height: EDGE * 2 + Math.max(1, rows.length) * TALL + Math.max(0, rows.length - 1) * GAP };
}

// `say`: the words {map, high, low, unknown, out}; `names`: room id to its name. The same as waymark/planner/drawing.py.
function draw(home, names, say) {
  const { places, width, height } = layOut(home);
  const parts = [true, false].map((door) => {
    const path = (home.links || []).filter((link) => link.door === door).map((link) => link.between.map((id) => places.get(id))).filter(([one, other]) => one && other)
      .map((ends) => ends.map(({ x, y }, at) => "ML"[at] + (x + BOX / 2) + " " + (y + TALL / 2)).join("")).join("");
    return path ? `<path${door ? "" : ' class="gap"'} d="${path}"/>` : "";
  });
  for (const room of home.rooms) {
    const { x, y } = places.get(room.id), risk = room.risk === "high" || room.risk === "low" ? room.risk : "unknown", out = (home.ways || []).some((way) => way.room === room.id);
    parts.push(`<rect${risk === "high" ? ' class="high"' : ""} x="${x}" y="${y}" width="${BOX}" height="${TALL}" rx="6"/>`
      + [short(names[room.id] || ""), say[risk], ...(out ? [say.out] : [])].map((line, at) => `<text x="${x + BOX / 2}" y="${y + 23 + at * 22}">${escape(line)}</text>`).join(""));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escape(say.map)}" viewBox="0 0 ${width} ${height}" width="${width}">${parts.join("")}</svg>`;
}

// One way in words: "Bedroom, then hall, then front door". The page gives the words around it.
const inWords = (course, names, end, then) => course.rooms.map((id) => names[id] || "").concat(end ? [end] : []).join(then);

own.map = { draw, layOut, inWords, escape };
})(planner);
