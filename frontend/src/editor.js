// The editor of queries: the text field of the form in colours, with completion, and with a mistake marked at its place.
// It is in a shadow root, where its styles are style sheets of the script: the security policy of the site forbids others.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const KEYWORDS = ("SELECT CONSTRUCT DESCRIBE ASK DISTINCT REDUCED WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER EXISTS BIND VALUES UNDEF "
  + "GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET PREFIX BASE AS IN NOT COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG "
  + "LANGMATCHES DATATYPE BOUND IRI ISIRI ISBLANK ISLITERAL ISNUMERIC REGEX REPLACE SUBSTR STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS "
  + "STRBEFORE STRAFTER CONCAT COALESCE IF YEAR MONTH DAY ABS CEIL FLOOR ROUND").split(" ");
const TERMS = `SELECT ?term (MIN(STR(?words)) AS ?label) (MIN(STR(?text)) AS ?definition)
{ GRAPH graph:ontology { ?term rdfs:label ?words FILTER(LANG(?words) = "en") OPTIONAL { ?term skos:definition ?text FILTER(LANG(?text) = "en") } } }
GROUP BY ?term ORDER BY ?term`;
const LEAST_LETTERS = 3; // of a name that is looked up
const MOST_NAMES = 50;

const form = document.getElementById("query-form"), field = form.elements.query;
const prefixes = Object.entries(JSON.parse(form.dataset.prefixes)).map(([prefix, namespace]) => ({ prefix, namespace }));

// Completion.

/** Return an IRI as SPARQL writes it: by a prefix where one is known and what follows it can be written. */
function shorten(iri) {
  for (const { prefix, namespace } of prefixes) {
    const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
    if (/^[\w@+/-]([\w.@+/-]*[\w@+/-])?$/.test(local)) return `${prefix}:${local.replace(/[@+/]/g, "\\$&")}`;
  }
  return `<${iri}>`;
}

let terms = null;

/** Return the terms of the ontology as completions, asked for once. */
async function loadTerms() {
  const response = await fetch(`/sparql?query=${encodeURIComponent(TERMS)}`, { headers: { Accept: "application/sparql-results+json" } });
  const { results } = await response.json();
  return results.bindings.map(({ term, label, definition }) => ({
    label: shorten(term.value), detail: label.value, info: definition?.value, type: "term",
  }));
}

async function completePrefixed(context) {
  const word = context.matchBefore(/[a-z]\w*:[\w\\./@+-]*/i);
  if (!word) return null;
  const [prefix, local] = word.text.split(":"), { namespace } = prefixes.find(known => known.prefix === prefix) ?? {};
  if (!namespace) return null;
  terms ??= loadTerms().catch(() => []);
  const own = (await terms).filter(term => term.label.startsWith(`${prefix}:`));
  if (own.length || !local) return own.length ? { from: word.from, options: own, validFor: /^\w+:[\w]*$/ } : null;
  const names = await findNames(context, local.replace(/\\/g, "").replace(/[-/@]/g, " "));
  return { from: word.from, options: names.filter(name => name.apply.startsWith(`${prefix}:`)), filter: false };
}

async function completeWord(context) {
  const word = context.matchBefore(/(?<![\w:?$\\/<"'-])[\p{L}][\p{L}\p{N}_]*/u);
  if (!word || (!context.explicit && word.text.length < 2)) return null;
  const written = word.text.toUpperCase();
  const options = KEYWORDS.filter(keyword => keyword.startsWith(written)).map(label => ({ label, type: "keyword" }));
  options.push(...prefixes.filter(({ prefix }) => prefix.startsWith(word.text)).map(({ prefix }) => ({ label: `${prefix}:`, type: "prefix" })));
  if (word.text.length >= LEAST_LETTERS) options.push(...await findNames(context, word.text, 10));
  return options.length ? { from: word.from, options, filter: false } : null;
}

function completeVariable(context) {
  const word = context.matchBefore(/[?$]\w*/);
  if (!word) return null;
  const written = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  written.delete(word.text);
  return { from: word.from, options: [...written].sort().map(label => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
}

/** Return the things of a name as completions, best first; none if the text changes meanwhile. */
async function findNames(context, text, limit = MOST_NAMES) {
  const aborting = new AbortController();
  context.addEventListener("abort", () => aborting.abort(), { onDocChange: true });
  try {
    const response = await fetch(`/api/search?q=${encodeURIComponent(text)}&limit=${limit}`, { signal: aborting.signal });
    const found = response.ok ? await response.json() : [];
    return found.map(({ iri, label, kind }) => ({ label, detail: kind, apply: shorten(iri), type: "thing" }));
  } catch {
    return [];
  }
}

// A mistake, marked until the text is changed.

function markMistake(state) {
  const [line, column] = [Number(form.dataset.line), Number(form.dataset.column)];
  if (!line || line > state.doc.lines) return Decoration.none;
  const { from, to } = state.doc.line(line), at = Math.min(from + Math.max(column, 1) - 1, to);
  const marks = [Decoration.line({ class: "cm-mistakeLine" }).range(from)];
  if (at < to) marks.push(Decoration.mark({ class: "cm-mistake" }).range(at, to));
  return Decoration.set(marks);
}

const mistake = StateField.define({
  create: markMistake,
  update: (marks, change) => (change.docChanged ? Decoration.none : marks),
  provide: marks => EditorView.decorations.from(marks),
});

// Its look follows the page.

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "0.875rem", height: "100%" },
  "&.cm-focused": { outline: "2px solid var(--accent)" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace', lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--muted)", backgroundColor: "transparent", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 25%, transparent)" },
  ".cm-mistakeLine": { backgroundColor: "color-mix(in srgb, var(--against) 14%, transparent)" },
  ".cm-mistake": { textDecoration: "underline wavy var(--against)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--strong-line)", maxWidth: "90vw" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--on-accent)", backgroundColor: "var(--accent)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.8" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.standard(tags.variableName), color: "var(--accent)" },
  { tag: tags.local(tags.variableName), color: "var(--doubt)" },
  { tag: tags.atom, color: "var(--now)" },
  { tag: tags.string, color: "var(--against)" },
  { tag: tags.comment, color: "var(--muted)" },
]);

function keep(update) {
  if (update.docChanged) field.value = update.state.doc.toString();
}

const host = document.createElement("div");
host.className = "query-editor";
host.style.height = `${field.offsetHeight}px`; // in the place of the field: nothing below moves
const label = document.querySelector(`label[for="${field.id}"]`);
const editor = new EditorView({
  doc: field.value,
  root: host.attachShadow({ mode: "open" }),
  extensions: [
    keymap.of([{ key: "Mod-Enter", run: () => { form.requestSubmit(); return true; } }]),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
    lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), closeBrackets(), indentOnInput(),
    StreamLanguage.define(sparql), syntaxHighlighting(colours), look, mistake,
    autocompletion({ override: [completeVariable, completePrefixed, completeWord], icons: false }),
    EditorView.lineWrapping, EditorView.updateListener.of(keep),
    EditorView.contentAttributes.of({ "aria-label": label.textContent.trim(), tabindex: "0" }),
  ],
});
host.shadowRoot.append(editor.dom);
field.before(host);
field.hidden = true;
label.addEventListener("click", () => editor.focus());
if (Number(form.dataset.line)) {
  const line = editor.state.doc.line(Math.min(Number(form.dataset.line), editor.state.doc.lines));
  editor.dispatch({ selection: { anchor: Math.min(line.from + Math.max(Number(form.dataset.column), 1) - 1, line.to) }, scrollIntoView: true });
  editor.focus();
}
