// The page of a chart: its picture is zoomed, searched and clicked; each mark tells its evidence; the table is beside it.
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { button, element, fillTable, fold, followAddress, quote, setAddress, setUpPage } from "./shared.js";

const data = JSON.parse(document.getElementById("data").textContent);
const marks = new Map(data.marks.map(mark => [mark.key, mark]));
for (const mark of data.marks) mark.folded = [mark.label, ...mark.words, ...mark.names].map(fold).join(" | ");
const byNode = new Map();
for (const mark of data.marks) for (const node of mark.nodes) if (!byNode.has(data.nodes[node].iri)) byNode.set(data.nodes[node].iri, mark);

// The picture: on the page the heading, the legend and the notes are text; in the file that is saved they are in the picture.

const whole = document.querySelector("#chart > svg"), original = whole.cloneNode(true);
const body = whole.querySelector("#body"), content = whole.querySelector("#content");
for (const id of ["subtitle", "source"]) document.getElementById(`page-${id}`).textContent = textOf(id);
for (const note of whole.querySelectorAll('[id^="note-"]')) document.getElementById("page-notes").append(element("p", note.textContent));
function textOf(id) {
  return [...whole.querySelectorAll(`#${id} text`)].map(line => line.textContent).join(" ");
}
for (const key of whole.querySelectorAll("#legend .key")) {
  const entry = element("span"), sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  sample.setAttribute("width", 24);
  sample.setAttribute("height", 14);
  sample.append(...[...key.children].filter(child => child.localName !== "text").map(child => child.cloneNode(true)));
  entry.append(sample, ` ${key.querySelector("text").textContent}`);
  document.getElementById("page-legend").append(entry);
}
const [width, height] = [Number(body.getAttribute("width")), Number(body.getAttribute("height"))];
whole.setAttribute("viewBox", `${body.getAttribute("x")} ${body.getAttribute("y")} ${width} ${height}`);
whole.removeAttribute("width");
whole.removeAttribute("height");
for (const part of whole.querySelectorAll("#title, #subtitle, #legend, #source, [id^='note-']")) part.remove();
// A letter of the picture is as large as it is on paper; on a small screen the picture is moved, not made unreadable.
whole.style.width = `max(100%, ${width * 0.9}px)`;
whole.style.maxWidth = `${width * 1.7}px`;

const zooming = zoom().scaleExtent([1, 16]).on("zoom", ({ transform }) => content.setAttribute("transform", transform));
const frame = select(body);
frame.call(zooming).on("dblclick.zoom", () => frame.call(zooming.transform, zoomIdentity));

// Marks.

const shapes = [...content.querySelectorAll("[data-mark]")];
for (const shape of shapes) {
  const mark = marks.get(shape.dataset.mark);
  if (!mark) continue;
  shape.setAttribute("tabindex", shape.classList.contains("link") ? -1 : 0);
  shape.setAttribute("role", "button");
  shape.setAttribute("aria-label", mark.label);
  shape.addEventListener("click", () => choose(mark));
  shape.addEventListener("keydown", event => { if (event.key === "Enter" || event.key === " ") choose(mark); });
}

let chosen = null;

function choose(mark) {
  chosen = mark;
  const details = document.getElementById("details");
  details.replaceChildren();
  for (const shape of shapes) shape.classList.toggle("chosen", mark !== null && shape.dataset.mark === mark.key);
  setAddress({ at: mark?.key, find: search.value.trim() });
  if (!mark) return;
  details.append(button("×", () => choose(null), { class: "close", "aria-label": "Close" }), element("h2", mark.label));
  if (mark.words.length) details.append(element("p", mark.words.join(" · "), { class: "source" }));
  if (mark.isOne && mark.names.length) details.append(element("p", `Also known as ${mark.names.join(", ")}`, { class: "source" }));
  for (const number of mark.nodes) {
    const node = data.nodes[number], part = element("section");
    part.append(element("h3", node.status ? `${node.label} (${node.status})` : node.label));
    part.append(...node.pieces.map(piece => quote(data.pieces[piece])));
    if (!node.pieces.length) part.append(element("p", "From the reference data; no document states it.", { class: "source" }));
    if (node.more) part.append(element("p", `and ${node.more} more pieces of evidence`, { class: "source" }));
    details.append(part);
  }
  if (mark.more) details.append(element("p", `and ${mark.more} more, which are in the table`));
  details.scrollTop = 0;
}

// Search and table.

const search = document.getElementById("search"), table = document.getElementById("table");
const shown = data.columns.map((column, number) => ({ ...column, number })).filter(column => column.shown);
const rows = data.rows.map((cells, number) => ({ all: cells, cells: shown.map(column => data.shown[number][column.number]) }));
for (const row of rows) row.folded = row.cells.map(cell => fold(String(cell))).join(" | ");

function found() {
  const words = fold(search.value).split(" ").filter(Boolean);
  return { words, has: text => words.every(word => text.includes(word)) };
}

function update() {
  const { words, has } = found();
  // A row is found by what it says, and by the other names of what it is about.
  const near = new Set(words.length ? data.marks.filter(mark => has(mark.folded)).map(mark => mark.key) : []);
  for (const shape of shapes) shape.classList.toggle("dim", words.length > 0 && !near.has(shape.dataset.mark));
  const kept = rows.filter(row => !words.length || has(row.folded) || row.all.some(cell => near.has(byNode.get(cell)?.key)));
  fillTable(table, shown.map(column => column.words), kept, row => {
    const mark = row.all.map(cell => byNode.get(cell)).find(Boolean);
    if (mark) choose(mark);
  });
  document.getElementById("count").textContent = words.length ? `${near.size} found in the picture, ${kept.length} in the table` : `${rows.length} rows`;
  setAddress({ at: chosen?.key, find: search.value.trim() });
  return kept;
}

search.addEventListener("input", update);
setUpPage({
  zoomBy: factor => frame.call(zooming.scaleBy, factor),
  fit: () => frame.call(zooming.transform, zoomIdentity),
  onEnter() {
    const { has } = found(), names = data.marks.filter(mark => has(mark.folded));
    const best = names.find(mark => fold(mark.label) === fold(search.value)) ?? names[0];
    if (best) choose(best);
  },
  clear() {
    choose(null);
    update();
  },
  csv: () => [data.columns.map(column => column.name), update().map(row => row.all)],
  svg: () => original,
});
followAddress(address => {
  search.value = address.get("find") ?? "";
  const mark = marks.get(address.get("at")) ?? null;
  update();
  if (mark !== chosen) choose(mark);
});
