// The page of a network: what it shows, and what it does when it is searched, filtered, grouped, zoomed and clicked.
import { drag } from "d3-drag";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { create, select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform } from "d3-zoom";
import { button, element, fillTable, fold, followAddress, quote, setAddress, setUpPage } from "./shared.js";

// The data that Python wrote: nodes, ties with the numbers of their evidence, evidence once each.
const data = JSON.parse(document.getElementById("data").textContent);
const { nodes, ties, evidence, types, statuses } = data;
const FEW = 90; // things whose labels are all read at once
const PALETTE = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#F0E442"], GREY = "#999999";
const hidden = { types: new Set(), statuses: new Set() }, open = new Set();
const [grouping, colouring, search] = ["group", "colour", "search"].map(id => document.getElementById(id));
const lookOf = new Map(types.map(type => [type.name, type]));
let chosen = null, things = [], lines = [], all = false, drawn = 0, moved = false;

for (const [number, node] of nodes.entries()) {
  Object.assign(node, { key: `n${number}`, number, members: [node], ties: [] });
  node.folded = [node.label, ...node.names].map(fold).join(" | ");
}
for (const [number, tie] of ties.entries()) {
  Object.assign(tie, { key: `t${number}`, number, ties: [tie], source: nodes[tie.source], target: nodes[tie.target] });
  tie.source.ties.push(tie);
  tie.target.ties.push(tie);
}

// What is drawn: nodes, or one for all nodes of a group that is not open; ties between them.

const groups = new Map();
const OTHER = { type: "of no type", country: "no country known", group: "no group known", community: "in no community" };

function valueOf(node, kind) {
  return (kind === "type" ? lookOf.get(node.type).words : node[kind]) || OTHER[kind];
}

function groupOf(node) {
  const kind = grouping.value;
  if (!kind) return node;
  const value = valueOf(node, kind), key = `${kind}: ${value}`;
  if (open.has(key) || value === OTHER[kind]) return node; // what belongs to no group is no group either
  if (!groups.has(key)) {
    const members = nodes.filter(each => valueOf(each, kind) === value);
    groups.set(key, { key, label: `${value} (${members.length})`, type: lookOf.has("Group") && kind === "group" ? "Group" : members[0].type, members, count: members.length, isGroup: true });
  }
  const group = groups.get(key);
  return group.members.length > 1 ? group : node;
}

function gather() {
  const thingOf = new Map(nodes.map(node => [node, groupOf(node)]));
  things = [...new Set(thingOf.values())];
  const between = new Map();
  for (const tie of ties) {
    const [source, target] = [thingOf.get(tie.source), thingOf.get(tie.target)];
    if (source === target) continue;
    const single = source === tie.source && target === tie.target;
    const key = single ? tie.key : `${source.key} → ${target.key} ${tie.line}`;
    if (!between.has(key)) between.set(key, single ? Object.assign(tie, { from: source, to: target }) : { key, from: source, to: target, line: tie.line, arrow: tie.arrow, ties: [], width: tie.width });
    const line = between.get(key);
    if (!single) {
      line.ties.push(tie);
      line.width = Math.min(1 + Math.log2(1 + line.ties.length), 6);
    }
  }
  lines = [...between.values()];
  for (const thing of things) thing.lines = [];
  keepBestTied();
  const beside = new Map();
  for (const line of lines) {
    line.from.lines.push(line);
    line.to.lines.push(line);
    const pair = [line.from.key, line.to.key].sort().join(" ");
    beside.set(pair, [...(beside.get(pair) ?? []), line]);
  }
  // Ties of the same two lie side by side.
  for (const alike of beside.values()) {
    alike.forEach((line, number) => { line.aside = (line.from.key < line.to.key ? 1 : -1) * 5 * (number - (alike.length - 1) / 2); });
  }
  const isLarge = things.some(thing => thing.count > 1);
  for (const thing of things) thing.r = isLarge ? 5 + 1.6 * Math.sqrt(Math.min(thing.count ?? 1, 120)) : 5.5 + 2 * Math.sqrt(Math.min(thing.lines.length, 60));
}

/** Leave only the things with the most ties, as many as can be told apart on the screen, until all are wanted. */
function keepBestTied() {
  const most = window.innerWidth < 800 ? 16 : 60, isDrawn = new Map();
  drawn = things.length;
  if (all || things.length <= most + 5) return;
  for (const line of lines) for (const thing of [line.from, line.to]) isDrawn.set(thing, (isDrawn.get(thing) ?? 0) + line.ties.length);
  things = [...things].sort((one, other) => (isDrawn.get(other) ?? 0) - (isDrawn.get(one) ?? 0)).slice(0, most);
  const kept = new Set(things);
  lines = lines.filter(line => kept.has(line.from) && kept.has(line.to));
}

const ruler = document.createElement("canvas").getContext("2d");
ruler.font = "11px system-ui, sans-serif";
const widthOf = label => ruler.measureText(label).width;
const shorten = label => (label.length > 34 ? `${label.slice(0, 33)}…` : label);

/** Place things by forces; what was placed before begins there. The same data give the same places. */
function layOut() {
  const isFew = things.length <= FEW;
  const room = thing => Math.max(thing.r + 8, Math.min(widthOf(shorten(thing.label)), 150) * (isFew ? 0.52 : 0.42));
  const links = lines.map(line => ({ source: line.from, target: line.to }));
  forceSimulation(things)
    .force("links", forceLink(links).distance(link => 40 + room(link.source) + room(link.target)).strength(0.25))
    .force("apart", forceManyBody().strength(-260).distanceMax(900))
    .force("room", forceCollide(room).iterations(2))
    .force("x", forceX().strength(0.05)).force("y", forceY().strength(0.09))
    .stop().tick(things.length > 400 ? 160 : 300);
  for (let pass = 0; isFew && pass < 4; pass += 1) separate(1 / scaleFor(things));
}

/** Push things apart until no label lies over another, where there are few enough for all to be read at once. */
function separate(scale) {
  const boxOf = thing => [scale * (widthOf(shorten(thing.label)) / 2 + 5), thing.r / 2 + scale * 9];
  for (let round = 0, meets = true; meets && round < 200; round += 1) {
    meets = false;
    for (const [number, one] of things.entries()) {
      for (const other of things.slice(number + 1)) {
        const [[wide, high], [wider, higher]] = [boxOf(one), boxOf(other)];
        const [across, down] = [other.x - one.x, other.y + other.r / 2 - one.y - one.r / 2];
        const [lackX, lackY] = [wide + wider - Math.abs(across), high + higher - Math.abs(down)];
        if (lackX <= 0 || lackY <= 0) continue;
        meets = true;
        const [axis, push] = lackX < lackY ? ["x", (Math.sign(across) || 1) * lackX] : ["y", (Math.sign(down) || 1) * lackY];
        one[axis] -= push / 2 + 0.1;
        other[axis] += push / 2 + 0.1;
      }
    }
  }
}

// The picture: ties below nodes, both in a layer that zooming moves.

const svg = select("#picture");
svg.append("defs").append("marker").attr("id", "arrow").attr("viewBox", "0 0 8 8").attr("refX", 7).attr("refY", 4)
  .attr("markerWidth", 9).attr("markerHeight", 9).attr("markerUnits", "userSpaceOnUse").attr("orient", "auto")
  .append("path").attr("d", "M0,0L8,4L0,8z");
const layer = svg.append("g"), tieLayer = layer.append("g"), nodeLayer = layer.append("g");
let tieMarks, nodeMarks;

function draw() {
  gather();
  layOut();
  tieMarks = tieLayer.selectAll("g.tie").data(lines, line => line.key).join(enter => {
    const mark = enter.append("g").attr("tabindex", -1).attr("role", "button").on("click", (_, line) => choose(line));
    mark.append("line").attr("class", "drawn").attr("marker-end", line => (line.arrow ? "url(#arrow)" : null));
    mark.append("line").attr("class", "hit");
    mark.append("title").text(line => `${line.from.label} – ${line.words ?? `${line.ties.length} ties`} – ${line.to.label}`);
    return mark;
  }).attr("class", line => `tie ${line.line}`).attr("data-tie", line => line.number ?? line.key)
    .attr("aria-label", line => `${line.from.label}, ${line.words ?? `${line.ties.length} ties`}, ${line.to.label}`);
  tieMarks.select(".drawn").attr("stroke-width", line => line.width);
  nodeMarks = nodeLayer.selectAll("g.node").data(things, thing => thing.key).join(enter => {
    const mark = enter.append("g").attr("tabindex", 0).attr("role", "button")
      .on("click", (_, thing) => choose(thing))
      .on("dblclick", (_, thing) => { if (thing.isGroup) expand(thing); })
      .on("keydown", (event, thing) => { if (event.key === "Enter" || event.key === " ") choose(thing); })
      .call(drag().clickDistance(4).on("drag", (event, thing) => {
        thing.x = event.x;
        thing.y = event.y;
        place();
      }));
    mark.append("path").attr("vector-effect", "non-scaling-stroke");
    mark.append("text").append("tspan").attr("x", 0).attr("dy", "1.1em").text(thing => shorten(thing.label));
    mark.append("title").text(thing => thing.label);
    return mark;
  }).attr("class", thing => (thing.isGroup ? "node group" : "node")).attr("data-node", thing => thing.number ?? thing.key)
    .attr("aria-label", thing => thing.label);
  nodeMarks.select("path").attr("d", thing => lookOf.get(thing.type).path).attr("transform", thing => `scale(${thing.r})`);
  colour();
  place();
  update();
  show(things.filter(thing => !thing.gone));
}

function place() {
  nodeMarks.attr("transform", thing => `translate(${thing.x},${thing.y})`);
  tieMarks.each(function (line) {
    const across = line.to.x - line.from.x, down = line.to.y - line.from.y, reach = Math.hypot(across, down) || 1;
    const [x, y] = [across / reach, down / reach], [asideX, asideY] = [-y * line.aside, x * line.aside], end = line.to.r + 1;
    select(this).selectAll("line")
      .attr("x1", line.from.x + x * line.from.r + asideX).attr("y1", line.from.y + y * line.from.r + asideY)
      .attr("x2", line.to.x - x * end + asideX).attr("y2", line.to.y - y * end + asideY);
  });
  label();
}

// Colours: of types, or of the most frequent countries, groups or communities.

function colour() {
  const kind = colouring.value, legend = document.getElementById("colours"), counts = new Map();
  legend.replaceChildren();
  for (const node of nodes) counts.set(valueOf(node, kind || "type"), (counts.get(valueOf(node, kind || "type")) ?? 0) + 1);
  const ranked = [...counts].filter(([value]) => value !== OTHER[kind]).sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const colours = new Map(ranked.slice(0, PALETTE.length).map(([value], number) => [value, PALETTE[number]]));
  const colourOf = thing => (kind ? colours.get(valueOf(thing.members[0], kind)) ?? GREY : lookOf.get(thing.type).colour);
  nodeMarks.select("path").attr("fill", colourOf);
  if (!kind) return;
  for (const [value, colour] of [...colours, ["others", GREY]]) {
    const entry = element("li");
    entry.append(element("i", "", { style: `background:${colour}` }), ` ${value}${counts.has(value) ? ` (${counts.get(value)})` : ""}`);
    legend.append(entry);
  }
}

// Zooming: labels keep their size; those of the best tied are written first, others where there is room for them.

const zooming = zoom().scaleExtent([0.02, 8]).on("zoom", ({ transform, sourceEvent }) => {
  moved ||= Boolean(sourceEvent);
  layer.attr("transform", transform);
  label();
});
svg.call(zooming).on("dblclick.zoom", null);

function label() {
  const at = zoomTransform(svg.node()), taken = [];
  const weight = thing => (thing === chosen ? 4e6 : 0) + (thing.found ? 2e6 : 0) + (thing.count ?? 0) * 100 + thing.lines.length;
  for (const thing of [...things].sort((one, other) => weight(other) - weight(one) || (one.key < other.key ? -1 : 1))) {
    const half = widthOf(shorten(thing.label)) / 2 + 2, x = at.applyX(thing.x), top = at.applyY(thing.y) + thing.r * at.k + 1;
    const box = [x - half, top, x + half, top + 15];
    thing.small = thing.gone || taken.some(other => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    if (!thing.small) taken.push(box);
  }
  nodeMarks.classed("small", thing => thing.small)
    .select("text").attr("transform", thing => `translate(0,${thing.r + 1 / at.k}) scale(${1 / at.k})`);
  const there = things.filter(thing => !thing.gone), named = [];
  if (things.length < drawn) named.push(`The ${things.length} with the most ties are drawn, and ${drawn - things.length} more are not.`);
  if (taken.length < there.length) named.push(`${taken.length} of ${there.length} names have room; zoom in, search or point for the others.`);
  document.getElementById("named").textContent = named.join(" ");
  document.getElementById("all").hidden = things.length === drawn;
}

function zoomBy(factor) {
  moved = true;
  svg.call(zooming.scaleBy, factor);
}

function show(shown, least = marginOf(shown)) {
  moved = false;
  if (!shown.length || !document.getElementById("picture").getBoundingClientRect().width) return;
  const box = document.getElementById("picture").getBoundingClientRect(), [left, right, top, bottom] = extentOf(shown);
  svg.call(zooming.transform, zoomIdentity.translate(box.width / 2, box.height / 2 - 8).scale(scaleFor(shown, least))
    .translate(-(left + right) / 2, -(top + bottom) / 2));
}

/** Return the room beside the outermost things that the longest of their labels need. */
function marginOf(shown) {
  return 8 + Math.max(50, ...shown.map(thing => widthOf(shorten(thing.label)) / 2));
}

function extentOf(shown) {
  const [xs, ys] = [shown.map(thing => thing.x), shown.map(thing => thing.y)];
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
}

/** Return the scale at which some things fill the picture. */
function scaleFor(shown, least = marginOf(shown)) {
  const box = document.getElementById("picture").getBoundingClientRect(), [left, right, top, bottom] = extentOf(shown);
  const k = Math.min(2, (box.width - 2 * least) / (right - left || 1), (box.height - 84) / (bottom - top || 1));
  return Math.max(k, 0.05);
}

// What is shown: ties of the statuses and on the day that are wanted, between things of the types that are.

function monthOf(step) {
  const months = data.firstMonth + step;
  return `${Math.floor(months / 12)}-${String(months % 12 + 1).padStart(2, "0")}-01`;
}

function holdsOn(tie, day) {
  return !tie.never && (!tie.begins || tie.begins <= day) && (!tie.ends || day <= tie.ends);
}

function update() {
  const dated = document.getElementById("dated").checked, day = dated ? monthOf(+slider.value) : null;
  slider.disabled = !dated;
  document.getElementById("day").textContent = day || "any day";
  const typed = fold(search.value), words = typed.split(" ").filter(Boolean);
  const isFound = node => words.length > 0 && words.every(word => node.folded.includes(word));
  for (const node of nodes) {
    node.gone = hidden.types.has(node.type);
    node.found = node.near = !node.gone && isFound(node);
  }
  for (const tie of ties) {
    tie.gone = tie.source.gone || tie.target.gone || hidden.statuses.has(tie.status) || Boolean(day && !holdsOn(tie, day));
    tie.near = !tie.gone && (tie.source.found || tie.target.found);
  }
  for (const node of nodes) {
    if (node.ties.length && node.ties.every(tie => tie.gone)) node.gone = true;
    if (node.gone) node.found = node.near = false;
  }
  for (const tie of ties) if (tie.near) tie.source.near = tie.target.near = true;
  for (const each of [...things.filter(thing => thing.isGroup), ...lines.filter(line => !("number" in line))]) {
    const parts = each.isGroup ? each.members : each.ties;
    each.gone = parts.every(part => part.gone);
    each.found = parts.some(part => part.found);
    each.near = parts.some(part => part.near);
  }
  nodeMarks.classed("gone", thing => thing.gone).classed("found", thing => thing.found)
    .classed("dim", thing => typed && !thing.near).classed("chosen", thing => thing === chosen);
  tieMarks.classed("gone", line => line.gone).classed("dim", line => typed && !line.near).classed("chosen", line => line === chosen);
  const there = nodes.filter(node => !node.gone).length, found = nodes.filter(node => node.found).length;
  document.getElementById("count").textContent =
    `${typed ? `${found} found of ` : ""}${there} things, ${ties.filter(tie => !tie.gone).length} ties`;
  label();
  fillTable(document.getElementById("table"), HEADINGS, rows(), row => choose(row.tie));
  setAddress({ at: chosen?.id ?? (chosen?.isGroup ? chosen.key : ""), find: search.value.trim(), group: grouping.value, colour: colouring.value, open: [...open].join("|"), all: all ? "yes" : "" });
}

const HEADINGS = ["from", "tie", "to", "status", "sources", "through"];

function rows() {
  const typed = fold(search.value);
  return ties.filter(tie => !tie.gone && (!typed || tie.near))
    .map(tie => ({ tie, cells: [tie.source.label, tie.words, tie.target.label, tie.status, tie.sources, tie.through] }));
}

// What is told of a thing or a tie.

function choose(thing) {
  chosen = thing;
  const details = document.getElementById("details");
  details.replaceChildren();
  if (thing) {
    const about = thing.isGroup ? aboutGroup : thing.members ? aboutNode : "number" in thing ? aboutTie : aboutTies;
    details.append(button("×", () => choose(null), { class: "close", "aria-label": "Close" }), ...about(thing));
    details.scrollTop = 0;
  }
  update();
}

function chooser(text, thing) {
  return button(text, () => choose(thing));
}

function listOf(shown) {
  const list = element("ul");
  for (const tie of shown) {
    const item = element("li");
    item.append(chooser(`${tie.source.label} → ${tie.words} → ${tie.target.label}`, tie));
    list.append(item);
  }
  return list;
}

function expand(group) {
  open.add(group.key);
  for (const node of group.members) Object.assign(node, { x: group.x + (node.number % 7) * 3, y: group.y + (node.number % 5) * 3 });
  chosen = null;
  draw();
  choose(null);
}

function aboutGroup(group) {
  const list = element("ul");
  for (const node of group.members) {
    const item = element("li");
    item.append(button(node.label, () => {
      expand(group);
      choose(node);
    }));
    list.append(item);
  }
  return [element("h2", group.label), button("Expand", () => expand(group)), list];
}

function aboutNode(node) {
  const facts = [lookOf.get(node.type).words, node.country, node.group && node.group !== node.label ? `part of ${node.group}` : ""];
  const parts = [element("h2", node.label), element("p", facts.filter(Boolean).join(" · ") + (node.count > 1 ? `, stands for ${node.count} things` : ""), { class: "source" })];
  if (node.names.length) parts.push(element("p", `Also known as ${node.names.join(", ")}`, { class: "source" }));
  const kind = grouping.value, key = `${kind}: ${valueOf(node, kind || "type")}`;
  if (kind && open.has(key)) {
    parts.push(button(`Collapse ${valueOf(node, kind)}`, () => {
      open.delete(key);
      chosen = null;
      draw();
      choose(null);
    }));
  }
  return [...parts, listOf(node.ties.filter(tie => !tie.gone))];
}

function aboutTies(line) {
  return [element("h2", `${line.from.label} → ${line.to.label}`), element("p", `${line.ties.length} ties`, { class: "source" }), listOf(line.ties.filter(tie => !tie.gone))];
}

function aboutTie(tie) {
  const heading = element("h2");
  heading.append(chooser(tie.source.label, tie.source), ` → ${tie.words} → `, chooser(tie.target.label, tie.target));
  const counted = tie.sources === 1 ? "1 source" : `${tie.sources} sources`;
  const parts = [heading, element("p", [tie.status, tie.through, counted].filter(Boolean).join(" · "), { class: "source" })];
  parts.push(...tie.evidence.map(number => quote(evidence[number])));
  if (tie.stands > 1) parts.push(element("p", `stands for ${tie.stands} ties; a page of a part tells the evidence of each`));
  if (tie.more) parts.push(element("p", `and ${tie.more} more pieces of evidence`, { class: "source" }));
  return parts;
}

// The filters.

function filter(box, key, name, words, look) {
  const label = element("label"), tick = element("input", "", { type: "checkbox", value: name });
  tick.checked = true;
  tick.addEventListener("change", () => {
    hidden[key][tick.checked ? "delete" : "add"](name);
    update();
  });
  label.append(tick, look, ` ${words}`);
  document.getElementById(box).append(label);
}

function sample(drawing) {
  const made = create("svg").attr("width", 18).attr("height", 14).attr("aria-hidden", "true");
  drawing(made);
  return made.node();
}

for (const type of types) {
  filter("types", "types", type.name, `${type.words} (${type.count})`, sample(picture =>
    picture.append("g").attr("class", "node").append("path").attr("d", type.path).attr("fill", type.colour)
      .attr("transform", "translate(9,7) scale(6)").attr("vector-effect", "non-scaling-stroke")));
}
for (const status of statuses) {
  filter("statuses", "statuses", status.name, `${status.name || "status not said"} (${status.count})`, sample(picture =>
    picture.append("g").attr("class", `tie ${status.line}`).append("line").attr("class", "drawn")
      .attr("x1", 0).attr("x2", 18).attr("y1", 7).attr("y2", 7).attr("stroke-width", 2)));
}
for (const kind of ["type", "country", "group", "community"]) {
  if (kind !== "type" && !nodes.some(node => node[kind])) continue;
  grouping.append(element("option", kind, { value: kind }));
  if (kind !== "type") colouring.append(element("option", kind, { value: kind }));
}

const slider = document.getElementById("slider");
slider.max = data.months;
slider.value = data.months;
document.getElementById("time").hidden = !data.months;
document.getElementById("page-notes").append(...data.notes.map(note => element("p", note)));
for (const each of [slider, search]) each.addEventListener("input", update);
document.getElementById("dated").addEventListener("change", update);
document.getElementById("filters").addEventListener("submit", event => event.preventDefault());
grouping.addEventListener("change", () => {
  open.clear();
  chosen = null;
  draw();
  choose(null);
});
colouring.addEventListener("change", () => {
  colour();
  update();
});
document.getElementById("all").addEventListener("click", () => {
  all = true;
  draw();
});
setUpPage({
  zoomBy,
  fit: () => show(things.filter(thing => !thing.gone)),
  onEnter() {
    const found = nodes.filter(node => node.found);
    if (!found.length) return;
    if (!things.some(thing => thing.members.some(node => node.found))) {
      all = true;
      draw();
    }
    show(things.filter(thing => thing.near), 120);
    const best = found.find(node => fold(node.label) === fold(search.value)) ?? (found.length === 1 ? found[0] : null);
    if (best) choose(things.includes(best) ? best : groupOf(best));
  },
  clear: () => choose(null),
  csv: () => [HEADINGS, rows().map(row => row.cells)],
  svg() {
    const copy = svg.node().cloneNode(true), box = svg.node().getBoundingClientRect();
    copy.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
    const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
    style.textContent = `:root { --ink: #1a1a1a; --paper: #fff; --tie: #8c8c8c; --mark: #d55e00; } svg { font-family: sans-serif; }${document.querySelector("style").textContent}`;
    copy.prepend(style);
    return copy;
  },
});
new ResizeObserver(() => { if (!moved) show(things.filter(thing => !thing.gone)); }).observe(svg.node());
let first = true;
followAddress(address => {
  search.value = address.get("find") ?? "";
  grouping.value = address.get("group") ?? (first ? data.grouped : "");
  colouring.value = address.get("colour") ?? "";
  open.clear();
  for (const key of (address.get("open") ?? "").split("|").filter(Boolean)) open.add(key);
  first = false;
  all = address.has("all");
  draw();
  choose(things.find(thing => address.get("at") && (thing.id === address.get("at") || thing.key === address.get("at"))) ?? null);
});
