// Sends the request of an operation, as the reader has edited it, and shows what comes back.
// The key lives in the form alone: it is stored nowhere, and gone when the page is.

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
};

const field = (label, control, note = "") =>
  make("label", { class: "ar-trial__field" }, make("span", {}, label, note && make("small", {}, note)), control);

// A form in a dialog ---------------------------------------------------------------------------

let memory = { server: "", key: "" }; // shared by the operations of one page, and no longer

export const openTrial = (trial) => {
  const server = make("input", { type: "url", name: "server", required: true, list: "ar-trial-servers" });
  server.value = memory.server || trial.servers[0] || "";
  const key = make("input", { type: "password", name: "key", autocomplete: "off", spellcheck: "false" });
  key.value = memory.key || trial.key;
  const parameters = trial.parameters.map((parameter) => {
    const input = make("input", { required: parameter.required });
    input.value = parameter.value;
    return { ...parameter, input };
  });
  const body = make("textarea", { rows: 14, spellcheck: "false" });
  const [first] = Object.values(trial.bodies);
  body.value = first ?? "";

  const answer = make("div", { class: "ar-trial__answer", "aria-live": "polite" });
  const send = make("button", { class: "ar-trial__send" }, "Send");
  const close = make("button", { type: "button", class: "ar-trial__close", "aria-label": "Close" }, "×");
  const title = make("h2", { id: "ar-trial-title" }, make("code", {}, `${trial.method} ${trial.path}`));
  const form = make(
    "form",
    { class: "ar-trial__form" },
    field("Server", server),
    make("datalist", { id: "ar-trial-servers" }, ...trial.servers.map((url) => make("option", { value: url }))),
    ...(trial.credentials.length ? [field("API key", key, "kept in this page's memory only")] : []),
    ...parameters.map(({ name, in: place, required, spread, input }) =>
      field(name, input, [place, required && "required", spread && "as JSON"].filter(Boolean).join(", "))),
    ...(trial.type ? [field("Body", body, trial.type), examples(trial.bodies, body)] : []),
    ...(trial.unsent.length ? [make("p", {}, `A page cannot send ${trial.unsent.join(" or ")}. The request goes without.`)] : []),
    make("div", { class: "ar-trial__actions" }, send),
  );
  const dialog = make(
    "dialog",
    { class: "ar-trial__dialog md-typeset", "aria-labelledby": "ar-trial-title" },
    make("header", {}, title, close), form, answer,
  );

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    memory = { server: server.value, key: key.value };
    send.disabled = true;
    answer.replaceChildren("Sending …");
    const given = { server: server.value, key: key.value, parameters, body: body.value };
    answer.replaceChildren(...(await tried(trial, given)));
    send.disabled = false;
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  (trial.credentials.length ? key : server).focus();
};

const examples = (bodies, body) => {
  const names = Object.keys(bodies);
  if (names.length < 2) return "";
  const buttons = names.map((name) => {
    const button = make("button", { type: "button" }, name);
    button.addEventListener("click", () => { body.value = bodies[name]; });
    return button;
  });
  return make("div", { class: "ar-trial__examples", role: "group", "aria-label": "Examples" }, ...buttons);
};

// The request ----------------------------------------------------------------------------------

const requestOf = (trial, { server, key, parameters, body }) => {
  const headers = new Headers();
  let path = trial.path.replace(/[?#]/g, encodeURIComponent);
  const query = [];
  for (const { input, ...parameter } of parameters) {
    const { name, in: place, spread, explode } = parameter;
    const value = spread ? parsed(input.value) : input.value;
    if (place === "path") path = path.replaceAll(`{${name}}`, () => pathText(parameter, value));
    else if (value !== "" && place === "query") query.push(...pairs(parameter, value));
    else if (value !== "") headers.append(name, simple(value, explode, ",", sendable));
  }
  for (const { in: place, name } of trial.credentials) {
    if (place === "basic") headers.append("Authorization", `Basic ${base64(`${key}:`)}`);
    else if (place === "bearer") headers.append("Authorization", `Bearer ${key}`);
    else if (place === "query") query.push(`${encoded(name)}=${encoded(key)}`);
    else headers.append(name, key);
  }
  if (trial.type) headers.set("Content-Type", trial.type);
  const url = server.replace(/\/+$/, "") + path + (query.length ? `?${query.join("&")}` : "");
  const options = { method: trial.method, headers, credentials: "omit", cache: "no-store" };
  return [url, trial.type ? { ...options, body } : options];
};

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

// A parameter's value as text (OpenAPI 3.1, section 4.8.12), as the samples have it ---------------

const encoded = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
const reserved = (text) =>
  text.replace(/%[\da-f]{2}|[^]/giu, (one) => (one.length === 3 || ":/?@!$()*,;=".includes(one) ? one : encoded(one)));
const sendable = (text) => text.replace(/[^\t\x20-\x7e]/gu, encoded);

// What is typed as an array or an object; any other text is meant as it is. Numbers keep digits
// that JavaScript would round.
const parsed = (text) => {
  const exact = (_, value, context) => (typeof value === "number" ? JSON.rawJSON?.(context.source) ?? value : value);
  try {
    return /^\s*[[{]/.test(text) ? JSON.parse(text, exact) : text;
  } catch {
    return text;
  }
};

const textOf = (value) => (typeof value === "string" ? value : JSON.stringify(value));

const simple = (value, explode, between, encode) => {
  const text = (one) => encode(textOf(one));
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map(text).join(between);
  return Object.entries(value).map(([name, one]) => encode(name) + (explode ? "=" : between) + text(one)).join(between);
};

const pairs = ({ name, style, explode, reserved: isReserved }, value) => {
  const encode = isReserved ? reserved : encoded;
  if (typeof value === "object" && !Object.keys(value).length) return [];
  if (typeof value === "object" && (explode || style === "deepObject")) {
    const named = (key) => (Array.isArray(value) ? name : style === "deepObject" ? `${name}[${key}]` : key);
    return Object.entries(value).map(([key, one]) => `${encoded(named(key))}=${encode(textOf(one))}`);
  }
  const between = { spaceDelimited: "%20", pipeDelimited: "%7C" }[style] ?? ",";
  return [`${encoded(name)}=${simple(value, false, between, encode)}`];
};

const pathText = (parameter, value) => {
  const { style, explode } = parameter;
  if (style === "matrix") return pairs(parameter, value).map((pair) => `;${pair.replace(/=$/, "")}`).join("");
  const prefix = style === "label" ? "." : "";
  return prefix + simple(value, explode, (explode && prefix) || ",", encoded);
};

// The answer -----------------------------------------------------------------------------------

const tried = async (trial, given) => {
  try {
    const began = performance.now();
    const response = await fetch(...requestOf(trial, given));
    const text = await response.text();
    return shown(trial, response, text, Math.round(performance.now() - began));
  } catch (error) {
    const reason = "No answer that this page may read. Is the server up, and does it allow requests from other origins (CORS)?";
    return [make("p", { class: "ar-trial__status ar-trial__status--error" }, reason), make("p", {}, String(error.message))];
  }
};

const shown = (trial, response, text, milliseconds) => {
  const { status } = response;
  const meaning = trial.statuses[status] ?? trial.statuses[`${String(status)[0]}XX`] ?? trial.statuses.default;
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return [
    make(
      "p",
      { class: `ar-trial__status${response.ok ? "" : " ar-trial__status--error"}` },
      make("strong", {}, `${status} ${response.statusText}`), ` in ${milliseconds} ms`,
    ),
    make("p", {}, meaning ?? "The contract does not describe this status."),
    make("pre", { tabindex: "0" }, make("code", {}, pretty(text))),
    make("details", {}, make("summary", {}, "Headers"), make("pre", { tabindex: "0" }, make("code", {}, headers))),
  ];
};

const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
