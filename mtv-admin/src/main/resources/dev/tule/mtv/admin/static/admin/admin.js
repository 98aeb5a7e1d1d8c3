// What the admin's pages do better with scripts. Everything works without them.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function theme() {
  const button = one("[data-theme-switch]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (document.documentElement.dataset.theme ?? system) === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try {
      if (next === system) {
        localStorage.removeItem("admin-theme");
      } else {
        localStorage.setItem("admin-theme", next);
      }
    } catch {
      // Then it holds for this page.
    }
  });
}

// ---- lists

function filters() {
  for (const form of all("[data-filters]")) {
    form.addEventListener("change", (event) => event.target.matches("select") && form.requestSubmit());
    form.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
    });
  }
}

function ticks() {
  const list = one("[data-list]");
  const whole = list && one("[data-tick-all]", list);
  if (!whole) return;
  const boxes = all("[name=_selected]", list);
  const bar = one("[data-actions]", list);
  const everything = one("[name=_all]", list);
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    whole.checked = count > 0 && count === boxes.length;
    whole.indeterminate = count > 0 && count < boxes.length;
    one("[data-chosen]", bar).textContent = count ? `${count} / ${boxes.length}` : "";
    bar.classList.toggle("some", count > 0 || everything?.checked === true);
  };
  whole.hidden = false;
  whole.addEventListener("change", () => {
    for (const box of boxes) box.checked = whole.checked;
    show();
  });
  let last = null;
  list.addEventListener("click", (event) => {
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last !== null) {
      for (let i = Math.min(at, last); i <= Math.max(at, last); i++) boxes[i].checked = boxes[at].checked;
    }
    last = at;
  });
  list.addEventListener("change", show);
  show();
}

// ---- forms

function leaving() {
  const form = one("[data-form]");
  if (!form) {
    one(".bare form input:not([type=hidden])")?.focus();
    return;
  }
  let changed = false;
  let sent = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (sent = true));
  addEventListener("beforeunload", (event) => changed && !sent && event.preventDefault());
  const first = one("[aria-invalid=true]", form) ?? (one(".line", form) && one("input:not([type=hidden]):not(:disabled), select, textarea", form));
  if (first && !matchMedia("(pointer: coarse)").matches) first.focus({ preventScroll: !first.matches("[aria-invalid]") });
}

function checks(within) {
  for (const box of all("[data-checks]", within)) {
    const labels = all("label", box);
    if (labels.length < 9) continue;
    const seek = document.createElement("input");
    seek.type = "search";
    seek.className = "seek";
    seek.placeholder = `Filter ${labels.length} choices`;
    seek.setAttribute("aria-label", seek.placeholder);
    seek.addEventListener("input", () => {
      const term = seek.value.toLowerCase();
      for (const label of labels) label.hidden = !label.textContent.toLowerCase().includes(term);
    });
    seek.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    box.before(seek);
  }
}

function inlines() {
  for (const section of all("[data-inline]")) {
    const more = one("[data-more]", section);
    if (!more) continue;
    const prefix = section.dataset.inline;
    const total = one(`[name="${prefix}-TOTAL_FORMS"]`, section);
    const rows = one("[data-rows]", section);
    more.hidden = false;
    more.addEventListener("click", () => {
      if (Number(total.value) >= Number(section.dataset.most)) return;
      const fresh = one("template", section).content.cloneNode(true).firstElementChild;
      for (const element of [fresh, ...all("*", fresh)]) {
        for (const { name, value } of [...element.attributes]) {
          if (value.includes("__prefix__")) element.setAttribute(name, value.replaceAll("__prefix__", total.value));
        }
      }
      rows.append(fresh);
      total.value = Number(total.value) + 1;
      dress(fresh);
      one("input:not([type=hidden]), select, textarea", fresh)?.focus();
    });
  }
}

// A text of keys becomes a field that finds what is typed (WAI-ARIA's combobox).
function completes(within) {
  all("[data-complete]", within).forEach((box) => {
    const keys = one("input", box);
    const several = box.hasAttribute("data-several");
    const chosen = one("ul", box);
    const input = document.createElement("input");
    const list = document.createElement("ul");
    const id = `${keys.id}_found`;
    let results = [];
    let at = -1;
    let asked = 0;
    Object.assign(input, { type: "text", id: keys.id, autocomplete: "off", placeholder: "Type to find…" });
    keys.removeAttribute("id");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
    for (const name of ["aria-invalid", "aria-describedby"]) if (keys.hasAttribute(name)) input.setAttribute(name, keys.getAttribute(name));
    Object.assign(list, { id, className: "found", hidden: true });
    list.setAttribute("role", "listbox");
    keys.type = "hidden";
    keys.before(input);
    input.after(list);

    const held = () => all("li[data-key]", chosen).map((item) => item.dataset.key);
    const write = () => {
      keys.value = held().join(", ");
      keys.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const removable = (item) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "✕";
      button.setAttribute("aria-label", `Remove ${item.textContent}`);
      button.addEventListener("click", () => {
        item.remove();
        write();
        input.focus();
      });
      item.append(button);
    };
    all("li", chosen).forEach(removable);
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      at = -1;
    };
    const take = (result) => {
      if (!several) chosen.replaceChildren();
      if (!held().includes(result.id)) {
        const item = document.createElement("li");
        item.dataset.key = result.id;
        item.textContent = result.text;
        removable(item);
        chosen.append(item);
      }
      input.value = "";
      write();
      close();
    };
    const mark = (next) => {
      const options = all("[role=option]", list);
      if (!options.length) return;
      at = (next + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    };
    const find = async () => {
      const mine = ++asked;
      let answer;
      try {
        const response = await fetch(`${box.dataset.complete}?term=${encodeURIComponent(input.value)}`);
        if (!response.ok) return;
        answer = await response.json();
      } catch {
        return;
      }
      if (mine !== asked || document.activeElement !== input) return;
      results = answer.results;
      list.replaceChildren(
        ...results.map((result, i) => {
          const option = document.createElement("li");
          option.id = `${id}_${i}`;
          option.textContent = result.text;
          option.setAttribute("role", "option");
          option.addEventListener("mousedown", (event) => {
            event.preventDefault();
            take(result);
          });
          return option;
        }),
      );
      const note = answer.pagination.more ? "Type more to narrow it down" : results.length ? "" : "Nothing found";
      if (note) {
        const item = document.createElement("li");
        item.className = "hint";
        item.textContent = note;
        list.append(item);
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      if (input.value) mark(0);
    };
    let timer;
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(timer);
      timer = setTimeout(find, 150);
    });
    input.addEventListener("click", find);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) find();
        else mark(at + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        if (!list.hidden && at >= 0) take(results[at]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        close();
      } else if (event.key === "Backspace" && !input.value) {
        chosen.lastElementChild?.remove();
        write();
      }
    });
  });
}

function dress(within) {
  checks(within);
  completes(within);
}

// ---- keys

function save(event, name) {
  const form = one("[data-form]");
  const button = form && (one(`[name=${name}]`, form) ?? one("button.primary", form));
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
}

function row(step) {
  const rows = all(".rows tbody tr");
  if (!rows.length) return;
  const before = rows.findIndex((each) => each.classList.contains("at"));
  const next = before < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(before + step, 0), rows.length - 1);
  rows.forEach((each, i) => each.classList.toggle("at", i === next));
  rows[next].scrollIntoView({ block: "nearest" });
  one("a", rows[next])?.focus({ preventScroll: true });
}

function keys() {
  const help = one("#help");
  const button = one("[data-help]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      if (event.key === "s") save(event, "_continue");
      else if (event.key === "Enter") save(event, "_save");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
    if (event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const link = one(`[data-key="${CSS.escape(event.key)}"]`);
    if (link) {
      link.click();
    } else if (event.key === "/") {
      one("[data-search]")?.focus();
      one("[data-search]")?.select();
    } else if (event.key === "j" || event.key === "k") {
      row(event.key === "j" ? 1 : -1);
    } else if (event.key === "x") {
      one(".rows tr.at [name=_selected]")?.click();
    } else if (event.key === "?") {
      help?.showModal();
    } else {
      return;
    }
    event.preventDefault();
  });
}

addEventListener("click", (event) => {
  for (const open of all(".who[open]")) if (!open.contains(event.target)) open.open = false;
});

theme();
filters();
ticks();
inlines();
dress(document);
leaving();
keys();
