// The page of a network: what it shows, and what it does when it is searched, filtered, zoomed and clicked.
import { extent, group } from "d3-array";
import { drag } from "d3-drag";
import { create, select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

// The data that Python wrote: nodes with their places, ties with the numbers of their evidence, evidence once each.
const data = JSON.parse(document.getElementById("data").textContent);
const { nodes, ties, evidence, types, statuses } = data;
const hidden = { types: new Set(), statuses: new Set() };
let chosen = null;

for (const tie of ties) {
  tie.source = nodes[tie.source];
  tie.target = nodes[tie.target];
}
for (const node of nodes) node.ties = ties.filter(tie => tie.source === node || tie.target === node);
// Ties of the same two lie side by side.
const beside = group(ties, tie => [nodes.indexOf(tie.source), nodes.indexOf(tie.target)].sort().join());
for (const alike of beside.values()) {
  alike.forEach((tie, number) => {
    const turn = nodes.indexOf(tie.source) < nodes.indexOf(tie.target) ? 1 : -1;
    tie.aside = turn * 5 * (number - (alike.length - 1) / 2);
  });
}
const lookOf = new Map(types.map(type => [type.name, type]));

// The picture: ties below nodes, both in a layer that zooming moves.

const svg = select("#picture");
svg.append("defs").append("marker").attr("id", "arrow").attr("viewBox", "0 0 8 8").attr("refX", 7).attr("refY", 4)
  .attr("markerWidth", 9).attr("markerHeight", 9).attr("markerUnits", "userSpaceOnUse").attr("orient", "auto")
  .append("path").attr("d", "M0,0L8,4L0,8z");
const layer = svg.append("g");

const tieMarks = layer.append("g").selectAll("g").data(ties).enter().append("g")
  .attr("class", tie => `tie ${tie.line}`).attr("data-tie", (_, number) => number)
  .attr("tabindex", -1).attr("role", "button")
  .attr("aria-label", tie => `${tie.source.label}, ${tie.words}, ${tie.target.label}`)
  .on("click", (_, tie) => choose(tie));
tieMarks.append("line").attr("class", "drawn").attr("stroke-width", tie => tie.width)
  .attr("marker-end", tie => (tie.arrow ? "url(#arrow)" : null));
tieMarks.append("line").attr("class", "hit");
tieMarks.append("title").text(tie => `${tie.source.label} – ${tie.words} – ${tie.target.label}`);

const nodeMarks = layer.append("g").selectAll("g").data(nodes).enter().append("g")
  .attr("class", "node").attr("data-node", (_, number) => number)
  .attr("tabindex", 0).attr("role", "button").attr("aria-label", node => `${node.label}, ${lookOf.get(node.type).words}`)
  .on("click", (_, node) => choose(node))
  .on("keydown", (event, node) => { if (event.key === "Enter" || event.key === " ") choose(node); })
  .call(drag().clickDistance(4).on("drag", (event, node) => {
    node.x = event.x;
    node.y = event.y;
    place();
  }));
nodeMarks.append("path").attr("d", node => lookOf.get(node.type).path)
  .attr("transform", node => `scale(${node.r})`).attr("vector-effect", "non-scaling-stroke")
  .attr("fill", node => lookOf.get(node.type).colour);
nodeMarks.append("text").attr("transform", node => `translate(0,${node.r + 2})`).selectAll("tspan").data(node => node.lines).enter()
  .append("tspan").attr("x", 0).attr("dy", "1.1em").text(line => line);

function place() {
  nodeMarks.attr("transform", node => `translate(${node.x},${node.y})`);
  tieMarks.each(function (tie) {
    const across = tie.target.x - tie.source.x, down = tie.target.y - tie.source.y;
    const reach = Math.hypot(across, down) || 1;
    const [x, y] = [across / reach, down / reach], [asideX, asideY] = [-y * tie.aside, x * tie.aside];
    const end = tie.target.r + 1;
    select(this).selectAll("line")
      .attr("x1", tie.source.x + x * tie.source.r + asideX).attr("y1", tie.source.y + y * tie.source.r + asideY)
      .attr("x2", tie.target.x - x * end + asideX).attr("y2", tie.target.y - y * end + asideY);
  });
}

// Zooming: labels of small nodes wait until there is room for them, those of large ones stay large enough to read.

const zooming = zoom().scaleExtent([0.02, 8]).on("zoom", ({ transform: at }) => {
  layer.attr("transform", at);
  nodeMarks.classed("small", node => at.k * (6 + node.r) < 7);
  const size = at.k < 0.5 ? 0.9 / at.k : 1;
  nodeMarks.select("text").attr("transform", node => `translate(0,${node.r + 2}) scale(${size})`);
});
svg.call(zooming).on("dblclick.zoom", null);

function show(shown, least = 60) {
  if (!shown.length) return;
  const box = document.getElementById("picture").getBoundingClientRect();
  const [left, right] = extent(shown, node => node.x), [top, bottom] = extent(shown, node => node.y);
  const k = Math.min(2, box.width / (right - left + 2 * least), box.height / (bottom - top + 2 * least));
  const middle = [(left + right) / 2, (top + bottom) / 2];
  svg.call(zooming.transform, zoomIdentity.translate(box.width / 2, box.height / 2).scale(k)
    .translate(-middle[0], -middle[1]));
}

// What is shown: ties of the statuses and on the day that are wanted, between things of the types that are.

function monthOf(step) {
  const months = data.firstMonth + step;
  return `${Math.floor(months / 12)}-${String(months % 12 + 1).padStart(2, "0")}-01`;
}

function holdsOn(tie, day) {
  return !tie.never && (!tie.from || tie.from <= day) && (!tie.to || day <= tie.to);
}

function update() {
  const slider = document.getElementById("slider"), dated = document.getElementById("dated").checked;
  const day = dated ? monthOf(+slider.value) : null;
  slider.disabled = !dated;
  document.getElementById("day").textContent = day || "any day";
  const typed = document.getElementById("search").value.trim().toLowerCase();
  for (const node of nodes) {
    node.gone = hidden.types.has(node.type);
    node.found = Boolean(typed) && !node.gone && node.label.toLowerCase().includes(typed);
    node.near = node.found;
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
  nodeMarks.classed("gone", node => node.gone).classed("found", node => node.found)
    .classed("dim", node => typed && !node.near).classed("chosen", node => node === chosen);
  tieMarks.classed("gone", tie => tie.gone).classed("dim", tie => typed && !tie.near)
    .classed("chosen", tie => tie === chosen);
  const there = nodes.filter(node => !node.gone).length, found = nodes.filter(node => node.found).length;
  document.getElementById("count").textContent =
    `${typed ? `${found} found of ` : ""}${there} things, ${ties.filter(tie => !tie.gone).length} ties`;
}

// What is told of a thing or a tie.

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function choose(thing) {
  chosen = thing;
  const details = document.getElementById("details");
  details.replaceChildren();
  if (thing) {
    const close = element("button", "×", { class: "close", type: "button", "aria-label": "Close" });
    close.addEventListener("click", () => choose(null));
    details.append(close, ...(thing.ties ? aboutNode(thing) : aboutTie(thing)));
  }
  update();
}

function chooser(text, thing) {
  const button = element("button", text, { type: "button" });
  button.addEventListener("click", () => choose(thing));
  return button;
}

function aboutNode(node) {
  const list = element("ul");
  for (const tie of node.ties.filter(tie => !tie.gone)) {
    const item = element("li");
    item.append(chooser(`${tie.source.label} → ${tie.words} → ${tie.target.label}`, tie));
    list.append(item);
  }
  const told = node.members > 1 ? `, stands for ${node.members} things` : "";
  return [element("h2", node.label), element("p", lookOf.get(node.type).words + told, { class: "source" }), list];
}

function aboutTie(tie) {
  const heading = element("h2");
  heading.append(chooser(tie.source.label, tie.source), ` → ${tie.words} → `, chooser(tie.target.label, tie.target));
  const counted = tie.sources === 1 ? "1 source" : `${tie.sources} sources`;
  const parts = [heading, element("p", [tie.status, tie.through, counted].filter(Boolean).join(" · "), { class: "source" })];
  for (const number of tie.evidence) {
    const said = evidence[number], quote = element("blockquote");
    quote.append(element("div", said.quoted ? `“${said.words}”` : said.words), source(said));
    parts.push(quote);
  }
  if (tie.stands > 1) parts.push(element("p", `stands for ${tie.stands} ties; a page of a part tells the evidence of each`));
  if (tie.more) parts.push(element("p", `and ${tie.more} more pieces of evidence`, { class: "source" }));
  return parts;
}

function source(said) {
  const line = element("div", "", { class: "source" });
  line.append([said.speaker, said.publisher, said.title, said.published].filter(Boolean).join(", "));
  if (/^https?:/.test(said.url)) {
    line.append(" ", element("a", said.url, { href: said.url, rel: "noreferrer" }));
  }
  return line;
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

function sample(draw) {
  const made = create("svg").attr("width", 18).attr("height", 14).attr("aria-hidden", "true");
  draw(made);
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

const slider = document.getElementById("slider");
slider.max = data.months;
slider.value = data.months;
document.getElementById("time").hidden = !data.months;
document.getElementById("notes").textContent = data.notes.join(" ");
for (const name of ["slider", "search"]) document.getElementById(name).addEventListener("input", update);
document.getElementById("dated").addEventListener("change", update);
document.getElementById("filters").addEventListener("submit", event => event.preventDefault());
document.getElementById("in").addEventListener("click", () => svg.call(zooming.scaleBy, 1.4));
document.getElementById("out").addEventListener("click", () => svg.call(zooming.scaleBy, 1 / 1.4));
document.getElementById("fit").addEventListener("click", () => show(nodes.filter(node => !node.gone)));
document.getElementById("search").addEventListener("keydown", event => {
  const found = nodes.filter(node => node.found);
  if (event.key !== "Enter" || !found.length) return;
  show(nodes.filter(node => node.near), 120);
  if (found.length === 1) choose(found[0]);
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && event.target.id !== "search") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (event.key === "Escape") {
    document.getElementById("search").value = "";
    choose(null);
  }
});

place();
update();
show(nodes);
