// Loads a page of `apiref serve` again when the site has changed, and tells what is wrong with a save.
"use strict";

(() => {
  const HIDDEN = "apiref.hidden";
  const COLOURS = {
    alert: { color: "#fff", background: "#8c1d18" },
    status: { color: "#241a00", background: "#ffdf9e" },
  };
  const { search: shown } = new URL(document.currentScript.src);

  const notice = document.createElement("div");
  notice.tabIndex = 0;
  Object.assign(notice.style, {
    position: "sticky",
    bottom: 0,
    zIndex: 1000,
    fontSize: "0.65rem",
    maxHeight: "50vh",
    overflow: "auto",
  });
  const text = document.createElement("pre");
  Object.assign(text.style, {
    margin: 0,
    padding: "1rem",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  });
  const hide = document.createElement("button");
  hide.textContent = "Hide";
  Object.assign(hide.style, { float: "right", margin: "1rem", textDecoration: "underline" });
  hide.addEventListener("click", () => {
    sessionStorage.setItem(HIDDEN, text.textContent);
    notice.remove();
  });
  notice.append(hide, text);

  // A problem keeps the site from changing, until it is mended; a warning is of what is shown.
  const tell = (message, role) => {
    if (!message) sessionStorage.removeItem(HIDDEN);
    if (!message || message === sessionStorage.getItem(HIDDEN)) return notice.remove();
    notice.setAttribute("role", role);
    Object.assign(notice.style, COLOURS[role]);
    if (!notice.isConnected) document.body.append(notice);
    if (text.textContent !== message) text.textContent = message;
  };

  const look = async () => {
    try {
      const response = await fetch("/apiref.state", { cache: "no-store" });
      if (response.ok) {
        const { version, problem, warning } = await response.json();
        if (`?${version}` !== shown) return location.reload();
        if (problem) tell(problem, "alert");
        else tell(warning, "status");
      }
    } catch {
      // The server is not there now, and may be again.
    }
    setTimeout(look, 300);
  };
  look();
})();
