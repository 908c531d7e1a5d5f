// Loads a page of `apiref serve` again when the site has changed, and tells what is wrong with a save.
"use strict";

(() => {
  const { search: shown } = new URL(document.currentScript.src);

  const notice = document.createElement("pre");
  notice.setAttribute("role", "alert");
  notice.tabIndex = 0;
  Object.assign(notice.style, {
    position: "fixed",
    inset: "auto 0 0",
    zIndex: 1000,
    maxHeight: "50vh",
    margin: 0,
    padding: "1rem",
    overflow: "auto",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    color: "#fff",
    background: "#8c1d18",
  });

  const tell = (problem) => {
    if (!problem) return notice.remove();
    if (!notice.isConnected) document.body.append(notice);
    if (notice.textContent !== problem) notice.textContent = problem;
  };

  const look = async () => {
    try {
      const response = await fetch("/apiref.state", { cache: "no-store" });
      if (response.ok) {
        const { version, problem } = await response.json();
        if (`?${version}` !== shown) return location.reload();
        tell(problem);
      }
    } catch {
      // The server is not there now, and may be again.
    }
    setTimeout(look, 300);
  };
  look();
})();
