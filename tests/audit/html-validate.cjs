// What html-validate asks of every page. A rule is switched off for a reason, which stands beside it.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // HTML takes `<br />`, `checked="checked"` and `<!doctype html>`: Python-Markdown and the theme write so.
    "void-style": "off",
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    // An id may begin with any character. The theme's begin with `__`, a status's anchor with a digit.
    "valid-id": ["error", { relaxed: true }],
    // A list has a role that may be named; the lists of values are.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // The headings of a page stand in two lists of which one is shown at a time. axe-core sees which.
    "unique-landmark": "off",
    // Without `autocomplete="off"` Firefox keeps the theme's menu open over a reload.
    "valid-autocomplete": "off",
    // The search answers while one types and takes Enter; the choice of colours takes effect at once.
    "wcag/h32": "off",
  },
};
