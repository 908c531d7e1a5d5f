// What HTML alone does not do: `?lang=ruby` chooses a language, and a link into a fold opens it.
"use strict";

(() => {
  const foldsOpenTo = (id) => {
    const target = document.getElementById(id);
    if (!target) return;
    const closed = [];
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      if (!fold.open) closed.push(fold);
    }
    for (const fold of closed) fold.open = true;
    if (closed.length) target.scrollIntoView();
  };

  const openTarget = () => foldsOpenTo(decodeURIComponent(location.hash.slice(1)));

  const chooseLanguage = (language) => {
    const wanted = language.toLowerCase();
    const labels = [...document.querySelectorAll(".ar-card--request > .tabbed-set > .tabbed-labels > label")];
    labels.find((label) => label.textContent.trim().toLowerCase() === wanted)?.click();
  };

  addEventListener("hashchange", openTarget);
  openTarget();

  const language = new URLSearchParams(location.search).get("lang");
  if (language) addEventListener("load", () => chooseLanguage(language));
})();
