"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const COLOURS = ["#2f6f9f", "#b5622c", "#3f8a52", "#8a4f9e", "#a8892a", "#4b9a9a", "#b04a6a", "#6b6f78"];
const SHOWN = 200; // rows that are added at once
const [NAME, COUNT, , SIZE, NBYTES, DTYPES, SHAPE, PARTS] = [0, 1, 2, 3, 4, 5, 6, 7];

function element(tag, text, attributes) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  return made;
}
function bytes(count) {
  for (const unit of ["B", "KB", "MB", "GB"]) {
    if (count < 999.5) return `${unit === "B" ? count : count.toPrecision(3)} ${unit}`;
    count /= 1000;
  }
  return `${count.toFixed(2)} TB`;
}
const counted = (count) => count.toLocaleString("en");
const percent = (share) => (share && share < 0.0995 ? `${Number((100 * share).toPrecision(2))} %` : `${(100 * share).toFixed(1)} %`);
const figure = (value) => (typeof value === "number" ? value.toPrecision(3) : value);
function bar(share) {
  const outer = element("span", null, { class: "bar" });
  const inner = element("span");
  inner.style.width = `${100 * Math.max(0, Math.min(1, share))}%`;
  outer.append(inner);
  return outer;
}
function cell(row, content, kind) {
  const made = element("td", null, kind ? { class: kind } : {});
  made.append(content);
  row.append(made);
  return made;
}

// ---- the tree -------------------------------------------------------------------------------------------------------
const body = at("tree").tBodies[0];
const whole = data.tree;
let order = "size";
function ordered(parts) {
  const sorted = [...parts];
  const byName = (a, b) => a[NAME].localeCompare(b[NAME], "en", { numeric: true });
  if (order === "size") sorted.sort((a, b) => b[NBYTES] - a[NBYTES] || byName(a, b));
  if (order === "name") sorted.sort(byName);
  return sorted;
}
function rowOf(part, level, times) {
  const row = element("tr", null, { "aria-level": level, tabindex: "-1" });
  const opens = part[PARTS].length > 0;
  if (opens) row.setAttribute("aria-expanded", "false");
  const name = cell(row, element("span", opens ? "▸" : "", { class: "twist", "aria-hidden": "true" }), "name");
  name.style.paddingLeft = `${(level - 1) * 1.1}rem`;
  name.append(part[NAME]);
  if (part[COUNT] > 1) name.append(element("span", `  × ${part[COUNT]}`, { class: "times" }));
  const nbytes = part[NBYTES] * times;
  cell(row, percent(nbytes / Math.max(1, whole[NBYTES])), "number");
  cell(row, bar(nbytes / Math.max(1, whole[NBYTES])));
  cell(row, bytes(nbytes), "number");
  cell(row, counted(part[SIZE] * times), "number");
  cell(row, part[DTYPES].map((each) => data.dtypes[each]).join(", "));
  cell(row, part[SHAPE] === null ? "" : `[${part[SHAPE].join(", ")}]`);
  row.node = part; row.level = level; row.below = times * part[COUNT];
  return row;
}
function rowsOf(parts, level, times, from) {
  const some = document.createDocumentFragment();
  const sorted = from ? parts : ordered(parts);
  for (const part of sorted.slice(from || 0, (from || 0) + SHOWN)) some.append(rowOf(part, level, times));
  const next = (from || 0) + SHOWN;
  if (sorted.length > next) {
    const more = element("tr", null, { "aria-level": level, tabindex: "-1" });
    const text = cell(more, `${counted(sorted.length - next)} more …`, "name");
    text.colSpan = 7; text.style.paddingLeft = `${level * 1.1}rem`;
    more.level = level; more.more = () => { const rest = rowsOf(sorted, level, times, next); const first = rest.firstChild; more.replaceWith(rest); focusOn(first); };
    some.append(more);
  }
  return some;
}
function open(row) {
  if (row.more) { row.more(); return; }
  if (row.getAttribute("aria-expanded") !== "false") return;
  row.setAttribute("aria-expanded", "true");
  row.querySelector(".twist").textContent = "▾";
  row.after(rowsOf(row.node[PARTS], row.level + 1, row.below));
}
function close(row) {
  if (row.getAttribute("aria-expanded") !== "true") return;
  row.setAttribute("aria-expanded", "false");
  row.querySelector(".twist").textContent = "▸";
  while (row.nextSibling && row.nextSibling.level > row.level) row.nextSibling.remove();
}
function focusOn(row) {
  if (!row) return;
  const last = body.querySelector('tr[tabindex="0"]');
  if (last) last.tabIndex = -1;
  row.tabIndex = 0;
  row.focus();
}
function parentOf(row) {
  let each = row;
  while (each && each.level >= row.level) each = each.previousSibling;
  return each;
}
body.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr");
  const opened = row.getAttribute("aria-expanded");
  const actions = {
    ArrowDown: () => focusOn(row.nextSibling),
    ArrowUp: () => focusOn(row.previousSibling),
    Home: () => focusOn(body.firstChild),
    End: () => focusOn(body.lastChild),
    ArrowRight: () => (opened === "true" ? focusOn(row.nextSibling) : open(row)),
    ArrowLeft: () => (opened === "true" ? close(row) : focusOn(parentOf(row))),
    Enter: () => (opened === "true" ? close(row) : open(row)),
    " ": () => (opened === "true" ? close(row) : open(row)),
  };
  if (actions[event.key]) { event.preventDefault(); actions[event.key](); }
});
body.addEventListener("click", (event) => {
  const row = event.target.closest("tr");
  if (row.getAttribute("aria-expanded") === "true") close(row); else open(row);
  if (row.isConnected) focusOn(row);
});
function draw() {
  const sought = at("find").value.trim().toLowerCase();
  body.replaceChildren();
  if (sought) {
    const t = data.tensors, found = [];
    for (let i = 0; i < t.name.length; i++) {
      if (t.name[i].toLowerCase().includes(sought)) {
        const size = t.shape[i].reduce((a, b) => a * b, 1);
        found.push([t.name[i], 1, 1, size, t.nbytes[i], [t.dtype[i]], t.shape[i], []]);
      }
    }
    if (found.length) body.append(rowsOf(found, 1, 1));
    else cell(body.insertRow(), "no tensor has that in its name").colSpan = 7;
  } else {
    body.append(rowsOf(whole[PARTS].length ? whole[PARTS] : [whole], 1, 1));
    if (whole[PARTS].length === 1) open(body.firstChild);
  }
  if (body.firstChild && body.firstChild.node) body.firstChild.tabIndex = 0;
}
at("controls").addEventListener("submit", (event) => event.preventDefault());
let waiting = 0;
at("find").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(draw, 80); });
at("order").addEventListener("change", (event) => { order = event.target.value; draw(); });

// ---- the files ------------------------------------------------------------------------------------------------------
const colour = (dtype) => COLOURS[dtype % COLOURS.length];
data.dtypes.forEach((name, place) => {
  const entry = element("span");
  const box = element("i"); box.style.background = colour(place);
  entry.append(box, name); at("legend").append(entry);
});
const held = data.files.map(() => []);
data.tensors.name.forEach((_, i) => held[data.tensors.file[i]].push(i));
held.forEach((each) => each.sort((a, b) => data.tensors.offset[a] - data.tensors.offset[b]));
function describe(i) {
  const t = data.tensors, start = t.offset[i];
  const where = start === null ? "somewhere in the file" : `from byte ${counted(start)}${start % 64 ? ", not at a multiple of 64" : ""}`;
  return `${t.name[i]}  ${data.dtypes[t.dtype[i]]} [${t.shape[i].join(", ")}]  ${bytes(t.nbytes[i])} ${where}`;
}
function mapOf(place) {
  const [name, tensors, nbytes] = data.files[place], t = data.tensors, own = held[place];
  const made = element("figure");
  made.append(element("figcaption", `${name}: ${counted(tensors)} tensor${tensors === 1 ? "" : "s"}, ${bytes(nbytes)}`));
  const canvas = element("canvas", null, { tabindex: "0", role: "img", "aria-label": `Bytes of ${name}, tensor by tensor` });
  made.append(canvas);
  const known = own.length > 0 && own.every((i) => t.offset[i] !== null);
  let end = 0, places = [];
  for (const i of own) { const start = known ? t.offset[i] : end; places.push(start); end = Math.max(end, start + t.nbytes[i]); }
  let current = -1;
  function paint() {
    const wide = canvas.clientWidth * devicePixelRatio, high = 34 * devicePixelRatio;
    canvas.width = wide; canvas.height = high;
    const pen = canvas.getContext("2d");
    own.forEach((i, n) => {
      const left = places[n] / end * wide, width = Math.max(t.nbytes[i] / end * wide, 0.5);
      pen.fillStyle = colour(t.dtype[i]); pen.globalAlpha = n % 2 ? 0.7 : 1;
      pen.fillRect(left, 0, width, high);
    });
    if (current >= 0) {
      pen.globalAlpha = 1; pen.lineWidth = 2 * devicePixelRatio; pen.strokeStyle = getComputedStyle(document.body).color;
      pen.strokeRect(places[current] / end * wide, 1, Math.max(t.nbytes[own[current]] / end * wide, 3), high - 2);
    }
  }
  function show(n) { current = n; paint(); at("there").textContent = describe(own[n]); }
  canvas.addEventListener("mousemove", (event) => {
    const byte = event.offsetX / canvas.clientWidth * end;
    let low = 0, high = own.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (places[middle] <= byte) low = middle; else high = middle - 1; }
    if (own.length && low !== current) show(low);
  });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 25, PageUp: -25 }[event.key];
    if (step && own.length) { event.preventDefault(); show(Math.max(0, Math.min(own.length - 1, current + step))); }
  });
  new ResizeObserver(() => { if (canvas.seen) paint(); }).observe(canvas);
  new IntersectionObserver((entries) => { if (entries[0].isIntersecting && !canvas.seen) { canvas.seen = true; paint(); } }).observe(canvas);
  return made;
}
function maps(from) {
  const some = document.createDocumentFragment();
  for (let place = from; place < Math.min(from + 50, data.files.length); place++) some.append(mapOf(place));
  at("maps").append(some);
  if (data.files.length > from + 50) {
    const more = element("button", `${data.files.length - from - 50} more files`, { type: "button" });
    more.addEventListener("click", () => { more.remove(); maps(from + 50); });
    at("maps").append(more);
  }
}

// ---- tables ---------------------------------------------------------------------------------------------------------
function tableOf(section, columns, rows, fill) {
  section.hidden = false;
  const scroll = element("div", null, { class: "scroll", tabindex: "0", role: "region", "aria-label": columns[0][0] + " and what belongs to it" });
  const table = element("table"), head = table.createTHead().insertRow(), listed = table.createTBody();
  for (const [title, kind] of columns) head.append(element("th", title, { scope: "col", ...(kind ? { class: kind } : {}) }));
  const more = element("button", null, { type: "button" });
  let next = 0;
  function add() {
    for (const row of rows.slice(next, next + SHOWN)) fill(listed.insertRow(), row);
    next += SHOWN;
    more.hidden = next >= rows.length;
    more.textContent = `${counted(Math.max(0, rows.length - next))} more`;
  }
  more.addEventListener("click", add);
  add();
  scroll.append(table); section.append(scroll, more);
}
function histogram(bars) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("viewBox", `0 0 ${bars.length * 3} 24`); made.setAttribute("class", "histogram");
  made.setAttribute("role", "img"); made.setAttribute("aria-label", "histogram");
  const most = Math.log1p(Math.max(1, ...bars));
  bars.forEach((count, place) => {
    const high = 24 * Math.log1p(count) / most;
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ x: 3 * place, y: 24 - high, width: 2.4, height: high })) rect.setAttribute(name, value);
    made.append(rect);
  });
  return made;
}
function difference(found) {
  const section = at("difference"), worst = Math.max(0, ...found.layers.map((each) => (typeof each[3] === "number" ? each[3] : 0)));
  section.append(element("p", found.rows.length
    ? `${counted(found.rows.length)} of ${counted(found.parameters)} parameters of ${found.first} and ${found.second} differ.`
    : `${found.first} and ${found.second} are identical in all ${counted(found.parameters)} parameters.`));
  section.hidden = false;
  if (!found.rows.length) return;
  tableOf(section, [["layer"], ["differ", "number"], ["largest difference", "number"], [""]], found.layers, (row, each) => {
    cell(row, each[0], "name"); cell(row, `${each[1]} of ${each[2]}`, "number"); cell(row, figure(each[3]), "number");
    cell(row, bar(typeof each[3] === "number" ? (worst ? each[3] / worst : 0) : 1));
  });
  tableOf(section, [["parameter"], ["difference"], ["largest", "number"], ["largest relative", "number"], [""]], found.rows, (row, each) => {
    cell(row, each[0], "name"); cell(row, each[1]); cell(row, figure(each[2]), "number"); cell(row, figure(each[3]), "number"); cell(row, each[4]);
  });
}
function values(found) {
  const section = at("values");
  section.append(element("p", "Bars reach 5 standard deviations to either side of the mean, their heights are logarithmic; outliers are beyond 6.", { class: "hint" }));
  const sorted = [...found].sort((a, b) => b[6] - a[6] || b[7] - a[7]);
  tableOf(section, [["tensor"], ["histogram"], ["least", "number"], ["mean", "number"], ["most", "number"], ["deviation", "number"], ["zeros", "number"], ["outliers", "number"], ["NaN, infinite", "number"]], sorted, (row, each) => {
    cell(row, each[0], "name"); cell(row, histogram(each[8]));
    for (const place of [1, 3, 2, 4]) cell(row, figure(each[place]), "number");
    for (const place of [5, 7]) cell(row, counted(each[place]), "number");
    cell(row, counted(each[6]), each[6] ? "number warn" : "number");
  });
}
function devices(found) {
  const section = at("devices");
  tableOf(section, [["device"], ["used", "number"], ["of", "number"], [""]], found.devices, (row, each) => {
    cell(row, each[0], "name"); cell(row, bytes(each[1]), "number");
    cell(row, each[2] === null ? "" : bytes(each[2]), "number"); cell(row, bar(each[2] ? each[1] / each[2] : 0));
  });
  tableOf(section, [["part"], ["size", "number"], ["device"], ["why"]], found.parts, (row, each) => {
    cell(row, each[0], "name"); cell(row, bytes(each[1]), "number"); cell(row, each[2]); cell(row, each[3]);
  });
}

at("summary").textContent = data.summary;
for (const [name, text] of data.facts) at("facts").append(element("dt", name), element("dd", text));
draw();
if (data.files.length) maps(0); else at("files").hidden = true;
if (data.difference) difference(data.difference);
if (data.values.length) values(data.values);
if (data.devices) devices(data.devices);
if (data.tied.length) {
  tableOf(at("tied"), [["stored"], ["the same"]], data.tied, (row, group) => { cell(row, group[0], "name"); cell(row, group.slice(1).join(", "), "name"); });
}
