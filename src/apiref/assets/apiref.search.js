// The worker of the theme's search is loaded when a reader turns to the search, not with every page.
"use strict";

(() => {
  const { Worker } = window;

  window.Worker = class extends EventTarget {
    #worker = null;
    #waiting = [];

    constructor(address) {
      super();
      const start = ({ target }) => {
        if (!this.#worker && target.closest?.(".md-search")) this.#start(address);
      };
      addEventListener("focusin", start);
      if (new URLSearchParams(location.search).has("q")) this.#start(address);
    }

    postMessage(message) {
      if (this.#worker) this.#worker.postMessage(message);
      else this.#waiting.push(message);
    }

    #start(address) {
      this.#worker = new Worker(address);
      this.#worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
      for (const message of this.#waiting) this.#worker.postMessage(message);
    }
  };
})();
