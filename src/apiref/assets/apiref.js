// What HTML alone does not do: `?lang=ruby` chooses a language, a link into a fold opens it, a
// request is sent, and a page is copied.
"use strict";

(() => {
  const trialScript = new URL("apiref.trial.js", document.currentScript.src);

  // The button that sends the request of a panel; what it takes is loaded when it is wanted.
  const offerTrial = (place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ar-trial__open";
    button.textContent = "Try it";
    button.addEventListener("click", async () => {
      const { openTrial } = await import(trialScript);
      openTrial(JSON.parse(place.dataset.trial));
    });
    place.append(button);
  };

  // A page that names its copy in Markdown can be copied as that.
  const offerCopy = (source) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ar-copy";
    button.textContent = "Copy as Markdown";
    button.addEventListener("click", async () => {
      const response = await fetch(source.href);
      if (response.ok) await navigator.clipboard.writeText(await response.text());
      button.textContent = response.ok ? "Copied" : "Not found";
    });
    document.querySelector("article h1")?.before(button);
  };

  const decoded = (fragment) => {
    try {
      return decodeURIComponent(fragment);
    } catch {
      return fragment; // no encoding of anything
    }
  };

  const openTarget = () => {
    const target = document.getElementById(decoded(location.hash.slice(1)));
    const folds = [];
    for (let one = target; one; one = one.parentElement) {
      if (one.matches("details:not([open])")) folds.push(one);
    }
    for (const fold of folds) fold.open = true;
    if (folds.length) target.scrollIntoView();
  };

  const chooseLanguage = (language) => {
    const labels = document.querySelectorAll(":is(.ar-card--request, .ar-card--receiver) > .tabbed-set > .tabbed-labels > label");
    [...labels].find((label) => label.textContent.trim().toLowerCase() === language)?.click();
  };

  addEventListener("hashchange", openTarget);
  openTarget();

  document.querySelectorAll(".ar-trial").forEach(offerTrial);

  const copy = document.querySelector('link[rel~="alternate"][type="text/markdown"]');
  if (copy) offerCopy(copy);

  const language = new URLSearchParams(location.search).get("lang");
  if (language) addEventListener("load", () => chooseLanguage(language.toLowerCase()));
})();
