// The search of a static site: finds names in the index, whole ones before beginnings before words within.
(() => {
  "use strict";
  const MOST = 50;
  const input = document.getElementById("q");
  const list = document.getElementById("names");
  const status = document.getElementById("found");

  /** Return a name without case, accents and punctuation, as the index has it. */
  const fold = text => text.replaceAll("&", " and ").replaceAll("+", " plus").normalize("NFKD").toLowerCase().replaceAll("ß", "ss")
    .replace(/\p{M}/gu, "").normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  function score(query, key) {
    if (key === query) return 100;
    const share = 15 * query.length / key.length;
    if (key.startsWith(query)) return 80 + share;
    return key.includes(` ${query}`) ? 60 + share : 0;
  }

  function find(query) {
    const scored = autokgIndex.map(([label, kind, address, ...keys]) => (
      { label, kind, address, score: Math.max(0, ...keys.map(key => score(query, key))) }));
    return scored.filter(found => found.score).sort((one, other) => other.score - one.score || (one.label < other.label ? -1 : 1));
  }

  function show() {
    const query = fold(input.value);
    const found = query ? find(query).slice(0, MOST) : [];
    list.replaceChildren(...found.map(({ label, kind, address }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const small = document.createElement("span");
      link.href = address;
      link.textContent = label;
      small.className = "muted";
      small.textContent = kind;
      item.append(link, " ", small);
      return item;
    }));
    status.textContent = query && !found.length ? status.dataset.none : "";
  }

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  input.addEventListener("input", show);
  input.form.addEventListener("submit", event => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  show();
})();
