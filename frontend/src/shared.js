// What the pages of charts and of networks share: names as they are searched, evidence, tables and downloads.

/** Return a text as it is compared: without case, accents and punctuation. */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\-–_.,'’]+/g, " ").trim();
}

/** Return an element with a text and attributes; a text is never markup. */
export function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined && text !== "") made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Return a button that does something. */
export function button(text, action, attributes = {}) {
  const made = element("button", text, { type: "button", ...attributes });
  made.addEventListener("click", action);
  return made;
}

/** Return what a source says: its words, and who published them, when and where. */
export function quote(piece) {
  const made = element("blockquote");
  made.append(element("div", piece.quoted ? `“${piece.words}”` : piece.words));
  const line = element("div", [piece.speaker, piece.publisher, piece.title, piece.published].filter(Boolean).join(", "), { class: "source" });
  if (/^https?:/.test(piece.url)) line.append(" ", element("a", piece.url, { href: piece.url, rel: "noreferrer", target: "_blank" }));
  made.append(line);
  return made;
}

const MOST_ROWS = 300;

/** Fill a table with rows, the first few hundred at first; a click on a row does something. */
export function fillTable(table, headings, rows, onRow, most = MOST_ROWS) {
  const head = element("tr"), body = element("tbody");
  for (const heading of headings) head.append(element("th", heading, { scope: "col" }));
  for (const row of rows.slice(0, most)) {
    const line = element("tr", "", { tabindex: 0 });
    for (const cell of row.cells) line.append(element("td", String(cell)));
    line.addEventListener("click", () => onRow(row));
    line.addEventListener("keydown", event => { if (event.key === "Enter") onRow(row); });
    body.append(line);
  }
  const top = element("thead");
  top.append(head);
  table.replaceChildren(element("caption", rows.length === 1 ? "1 row" : `${rows.length} rows`), top, body);
  if (rows.length > most) {
    const more = element("tr"), cell = element("td", "", { colspan: headings.length });
    cell.append(button(`Show the other ${rows.length - most}`, () => fillTable(table, headings, rows, onRow, rows.length)));
    more.append(cell);
    body.append(more);
  }
}

/** Return rows as CSV; a cell that a spreadsheet would compute gets an apostrophe. */
function toCsv(headings, rows) {
  const cell = value => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [headings, ...rows].map(row => row.map(cell).join(",")).join("\n") + "\n";
}

/** Let the reader save a text as a file. */
function download(text, name, type) {
  const link = element("a", "", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Return a picture of the page as a file: as it stands, with the styles that it needs. */
function toSvg(picture) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}

/** Return a name for files: of the title of the page. */
function fileName() {
  return fold(document.title).replace(/[^a-z0-9]+/g, "-").slice(0, 60) || "autokg";
}

/** Set which views are seen: the picture, the table, or both, by buttons of the header. */
function chooseViews() {
  const show = view => {
    document.body.dataset.view = view;
    for (const each of document.querySelectorAll("[data-show]")) each.setAttribute("aria-pressed", each.dataset.show === view);
  };
  for (const each of document.querySelectorAll("[data-show]")) each.addEventListener("click", () => show(each.dataset.show));
  show("picture");
}

/** Set up what every page has: buttons to zoom and save, and keys. What they do is the page's own. */
export function setUpPage({ zoomBy, fit, onEnter, clear, csv, svg }) {
  const search = document.getElementById("search"), onClick = (id, action) => document.getElementById(id).addEventListener("click", action);
  onClick("in", () => zoomBy(1.5));
  onClick("out", () => zoomBy(1 / 1.5));
  onClick("fit", fit);
  onClick("csv", () => download(toCsv(...csv()), `${fileName()}.csv`, "text/csv"));
  onClick("svg", () => download(toSvg(svg()), `${fileName()}.svg`, "image/svg+xml"));
  search.addEventListener("keydown", event => { if (event.key === "Enter" && fold(search.value)) onEnter(); });
  document.addEventListener("keydown", event => {
    if (event.key === "/" && event.target !== search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape") {
      search.value = "";
      clear();
    }
  });
  chooseViews();
}

/** Call something with the part of the address after #, now and whenever it changes. */
export function followAddress(action) {
  const follow = () => action(new URLSearchParams(location.hash.slice(1)));
  window.addEventListener("hashchange", follow);
  follow();
}

/** Set the part of the address after #, so that a link leads here again. */
export function setAddress(values) {
  const filled = Object.entries(values).filter(([, value]) => value);
  const hash = new URLSearchParams(filled).toString();
  if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}
