// Enhances the pages, which work without it: names are suggested while typing, and a slider chooses the day.
(() => {
  "use strict";
  const PAUSE = 120; // milliseconds without a key before names are asked for

  function suggest(input) {
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `${input.id}-names`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    list.hidden = true;
    input.after(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
      input.setAttribute(name, value);
    }
    let timer = 0;
    let asked = 0;
    let chosen = -1;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const take = name => {
      input.value = name;
      close();
      input.form.requestSubmit();
    };
    const show = names => {
      list.replaceChildren(...names.map(({ label, kind }, number) => {
        const item = document.createElement("li");
        const small = document.createElement("small");
        item.id = `${list.id}-${number}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.name = label;
        small.textContent = kind;
        item.append(label, " ", small);
        item.addEventListener("pointerdown", event => { event.preventDefault(); take(label); });
        return item;
      }));
      chosen = -1;
      list.hidden = names.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      const text = input.value.trim();
      const number = ++asked;
      if (text.length < 2 || text.split(/\s+/).length > 5) return close();
      const response = await fetch(`/api/search?limit=8&q=${encodeURIComponent(text)}`);
      if (response.ok && number === asked && document.activeElement === input) show(await response.json());
    };
    const move = step => {
      const items = [...list.children];
      if (list.hidden || !items.length) return;
      chosen = (chosen + step + items.length + (chosen < 0 && step < 0 ? 1 : 0)) % items.length;
      items.forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
      input.setAttribute("aria-activedescendant", items[chosen].id);
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(list.children[chosen].dataset.name); }
    });
  }

  /** Add a slider of months to the date to which the sources are limited. */
  function slide(form) {
    const day = form.querySelector('input[type="date"]');
    const months = text => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: months(day.min), max: months(day.max), value: months(day.value) });
    slider.setAttribute("aria-label", form.querySelector("label").textContent.trim());
    slider.addEventListener("input", () => {
      const [year, month] = [Math.floor(slider.value / 12), slider.value % 12];
      const last = new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10);
      day.value = last > day.max ? day.max : last;
      slider.setAttribute("aria-valuetext", day.value);
    });
    slider.addEventListener("change", () => form.requestSubmit());
    day.before(slider);
  }

  /** Show the neighbourhood of a thing below, instead of going to its page. */
  function expand(link) {
    link.addEventListener("click", async event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const shown = document.getElementById(link.dataset.shown ?? "");
      if (shown) { shown.remove(); delete link.dataset.shown; link.setAttribute("aria-expanded", "false"); return; }
      const response = await fetch(link.dataset.picture);
      if (!response.ok) { location.href = link.href; return; }
      const picture = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
      const figure = document.createElement("figure");
      figure.className = "picture ties";
      figure.tabIndex = 0;
      figure.id = link.dataset.shown = `ties-${document.querySelectorAll("figure").length}`;
      figure.setAttribute("aria-label", link.textContent);
      figure.append(document.importNode(picture, true));
      link.closest("section").append(figure);
      link.setAttribute("aria-expanded", "true");
      figure.scrollIntoView({ block: "nearest" });
    });
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
  }

  document.querySelectorAll("[data-picture]").forEach(expand);
  document.querySelectorAll("[data-suggest]").forEach(suggest);
  document.querySelectorAll("form.as-of").forEach(slide);
})();
