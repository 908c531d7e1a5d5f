// Loads a page of `apiref serve` again when the site has changed.
"use strict";

(() => {
  const { search: version } = new URL(document.currentScript.src);

  const look = async () => {
    try {
      const response = await fetch("/apiref.version", { cache: "no-store" });
      if (response.ok && `?${await response.text()}` !== version) return location.reload();
    } catch {
      // The server is not there now, and may be again.
    }
    setTimeout(look, 300);
  };
  look();
})();
