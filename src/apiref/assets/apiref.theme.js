// What readers of a reference use of the theme's own script, at a twentieth of its weight: `apiref build`
// puts it in that one's place. Colours, tabs, copying, the menu and the search by mouse and by keyboard.
"use strict";

(() => {
  const script = document.currentScript.src;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const html = document.documentElement;
  html.classList.replace("no-js", "js");

  const drawer = document.getElementById("__drawer");
  const search = document.getElementById("__search");
  const query = document.querySelector(".md-search__input");
  const dialog = document.querySelector(".md-dialog");

  // What a reader chose is kept where the browser lets us, and may have been written by another site.
  const stored = (key) => {
    try {
      return __md_get(key);
    } catch {
      return null;
    }
  };
  const store = (key, value) => {
    try {
      __md_set(key, value);
    } catch {}
  };

  // Colours: as the reader chose them, else as the system has them.
  const palettes = all("input[name=__palette]");
  const show = (palette) => {
    palette.checked = true;
    for (const one of palettes) one.nextElementSibling.hidden = one !== palette;
    for (const key of ["scheme", "primary", "accent"]) {
      document.body.setAttribute(`data-md-color-${key}`, palette.getAttribute(`data-md-color-${key}`));
    }
  };
  const chosen = () => palettes.find((_, index) => index === stored("__palette")?.index);
  const asTheSystem = () => palettes.find((one) => matchMedia(one.dataset.mdColorMedia).matches) ?? palettes[0];
  const showWanted = () => palettes.length && show(chosen() ?? asTheSystem());
  for (const palette of palettes) {
    matchMedia(palette.dataset.mdColorMedia).addEventListener("change", showWanted);
    palette.addEventListener("change", () => {
      show(palette);
      const color = Object.fromEntries(["media", "scheme", "primary", "accent"].map((key) => [key, palette.getAttribute(`data-md-color-${key}`)]));
      store("__palette", { index: palettes.indexOf(palette), color });
    });
  }
  showWanted();

  // Tabs: one choice for all that have a label of that name, here and on the next page; the reader's place stays.
  const inputOf = (label) => document.getElementById(label.htmlFor);
  const chooseTab = (input) => {
    const top = input.parentElement.getBoundingClientRect().top;
    const name = input.labels[0].innerText.trim();
    for (const label of all(".tabbed-labels > label")) {
      if (label.textContent.trim() === input.labels[0].textContent.trim()) inputOf(label).checked = true;
    }
    scrollBy(0, input.parentElement.getBoundingClientRect().top - top);
    store("__tabs", [...new Set([name, ...(stored("__tabs") ?? [])])]);
  };
  addEventListener("change", ({ target }) => {
    if (target.matches(".tabbed-set > input")) chooseTab(target);
  });

  // Code: a button that copies it, and a place in the order of the keyboard for what scrolls.
  const tell = (words) => {
    dialog.firstElementChild.textContent = words;
    dialog.classList.add("md-dialog--active");
    setTimeout(() => dialog.classList.remove("md-dialog--active"), 2000);
  };
  const offerCopy = (code) => {
    const buttons = document.createElement("div");
    const button = document.createElement("button");
    buttons.className = "md-code__nav";
    button.className = "md-code__button";
    button.dataset.mdType = "copy";
    button.type = "button";
    button.title = "Copy to clipboard";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent.trimEnd());
      tell("Copied to clipboard");
    });
    buttons.append(button);
    code.before(buttons);
  };
  const reach = new IntersectionObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
      if (scrolls) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const code of all("article pre > code")) offerCopy(code);
  for (const one of all("article pre > code, .ar-card .tabbed-content, .ar-card > .highlight")) reach.observe(one);
  dialog.setAttribute("role", "status");

  // The list of headings follows the reader.
  const places = all(".md-nav--secondary .md-nav__link[href^='#']").map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]);
  const follow = () => {
    const last = places.findLast(([, heading]) => heading?.getBoundingClientRect().top < 120)?.[1];
    for (const [link, heading] of places) link.classList.toggle("md-nav__link--active", Boolean(last) && heading === last);
  };
  if (places.length) addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });

  // Menus: the theme opens them by labels, which a keyboard does not reach.
  const narrow = matchMedia("(max-width: 76.2344em)");
  const asButton = (label, toggle, name) => {
    if (!label) return null;
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("for", label.htmlFor); // the theme's styles go by it
    button.setAttribute("aria-label", name);
    button.append(...label.childNodes);
    button.addEventListener("click", () => toggle.click());
    label.replaceWith(button);
    return button;
  };
  const menuButton = asButton(document.querySelector(".md-header label[for=__drawer]"), drawer, "Menu");
  const searchButton = asButton(document.querySelector(".md-header__inner > label[for=__search]"), search, "Search");
  const reachSections = () => {
    for (const label of all(".md-nav--primary label[for^=__nav]")) {
      if (narrow.matches) label.tabIndex = 0;
      else label.removeAttribute("tabindex");
    }
  };
  narrow.addEventListener("change", reachSections);
  reachSections();

  // The navigation shows the page that is read, however far down it is listed.
  const sidebar = document.querySelector(".md-sidebar--primary");
  const listed = sidebar?.querySelector(".md-sidebar__scrollwrap");
  const here = listed?.querySelector("a.md-nav__link--active");
  const below = here ? here.getBoundingClientRect().bottom - listed.getBoundingClientRect().bottom : 0;
  if (below > 0) listed.scrollTop += below + listed.clientHeight / 2;

  const box = document.querySelector(".md-search");
  box?.setAttribute("aria-label", "Search");
  const close = (toggle, button) => {
    if (!toggle?.checked) return;
    toggle.checked = false;
    button?.focus();
  };
  drawer.addEventListener("change", () => drawer.checked && sidebar.querySelector("a, [tabindex]")?.focus());
  search.addEventListener("change", () => search.checked && query.focus());

  addEventListener("keydown", (event) => {
    const { key, target } = event;
    const typing = target.matches("input, textarea, select");
    if (key === "Escape") {
      close(drawer, menuButton);
      if (search.checked) query.blur();
      close(search, searchButton);
    } else if (target.matches("label[tabindex]") && (key === "Enter" || key === " ")) {
      event.preventDefault();
      target.click();
    } else if (query && ((key === "/" && !typing) || (key === "k" && (event.ctrlKey || event.metaKey)))) {
      event.preventDefault();
      query.focus();
    }
  });
  addEventListener("focusin", ({ target }) => {
    if (drawer.checked && !sidebar.contains(target)) drawer.checked = false;
    if (search.checked && !box.contains(target)) search.checked = false;
  });

  // The search is loaded when a reader turns to it, or comes with words to search for.
  const startSearch = async () => {
    search.checked = true;
    const { start } = await import(new URL("apiref.search.js", script));
    start(query, new URL("../search/", script));
  };
  query?.addEventListener("focus", startSearch);
  const wanted = new URLSearchParams(location.search).get("q");
  if (query && wanted) {
    query.value = wanted;
    query.focus();
  }
})();
