// The search: sections by their title and text, and every name of the contract (a parameter, a property,
// a value, a status) on its own anchor. `apiref build` writes the index; names come by their first letter.

const MOST = 40; // results shown
const loaded = new Map();
let index;
let folder;
let field;

/** Make an input search the index in a folder. A second call does nothing. */
export const start = async (input, address) => {
  if (field) return;
  [field, folder] = [input, address];
  field.addEventListener("input", answer);
  field.form.addEventListener("reset", () => setTimeout(answer));
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector(".md-search-result__link")?.click();
  });
  document.querySelector(".md-search").addEventListener("keydown", move);
  document.querySelector(".md-search-result__meta").setAttribute("role", "status");
  await answer();
};

const load = (name) => {
  if (!loaded.has(name)) loaded.set(name, fetch(new URL(`${name}.json`, folder)).then((response) => response.json()));
  return loaded.get(name);
};

const answer = async () => {
  index ??= await load("index");
  const asked = field.value;
  const words = wordsOf(asked).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = new Set(words.map(shardOf).filter((one) => index.shards.includes(one)));
  const shards = await Promise.all([...letters].map((one) => load(`names-${one}`)));
  if (asked !== field.value) return;
  const named = new Map(shards.flat().map((one) => [one[3] + one[2], one]));
  show(words, best(words, [...named.values()]));
};

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}_$](?:[\p{L}\p{N}_$.-]*[\p{L}\p{N}_$])?/gu) ?? [];

const shardOf = (word) => (/^[a-z0-9]/.test(word) ? word[0] : "_");

const best = (words, names) => {
  if (!words.length) return [];
  const found = [];
  for (const [name, where, page, anchor, kind, text] of names) {
    const rank = rankOfName(words, name, `${where} ${index.pages[page][1]} ${text}`);
    if (rank !== null) found.push({ rank: rank + kind, name, where, page, anchor, text });
  }
  for (const [title, page, anchor, text] of index.sections) {
    const rank = rankOfSection(words, title, text);
    if (rank !== null) found.push({ rank, title, where: index.pages[page][1], page, anchor, text: around(words, text) });
  }
  return found.sort((one, other) => one.rank - other.rank);
};

// A lower rank comes first. To the rank of a name its kind is added: 0 in a request, up to 3 in a callback.
const rankOfName = (words, name, context) => {
  const lower = name.toLowerCase();
  const parts = lower.split(/[^\p{L}\p{N}]+/u);
  const ranks = words.map((word) => {
    if (lower === word) return 0;
    if (lower.startsWith(word)) return 10;
    return parts.some((part) => part.startsWith(word)) ? 14 : null;
  });
  const others = words.filter((_, i) => ranks[i] === null);
  if (others.length === words.length) return null;
  return others.every((word) => context.toLowerCase().includes(word)) ? Math.min(...ranks.filter((one) => one !== null)) : null;
};

const rankOfSection = (words, title, text) => {
  const [inTitle, inText] = [title, text].map(wordsOf);
  if (words.every((word) => inTitle.includes(word))) return 1;
  if (words.every((word) => inTitle.some((one) => one.startsWith(word)))) return 12;
  const both = [...inTitle, ...inText];
  return words.every((word) => both.some((one) => one.startsWith(word))) ? 20 : null;
};

const around = (words, text) => {
  const at = Math.max(0, text.toLowerCase().indexOf(words.find((word) => text.toLowerCase().includes(word))) - 40);
  const from = at && text.indexOf(" ", at) + 1;
  return (from ? "… " : "") + text.slice(from, from + 140);
};

const show = (words, found) => {
  const list = document.querySelector(".md-search-result__list");
  list.replaceChildren(...found.slice(0, MOST).map(item));
  list.closest(".md-search__scrollwrap").scrollTop = 0;
  const told = found.length > MOST ? `The first ${MOST} of ${found.length} results` : `${found.length || "No"} result${found.length === 1 ? "" : "s"}`;
  document.querySelector(".md-search-result__meta").textContent = words.length ? told : "Type a field, a value, a status or a word";
};

const item = ({ title, name, where, page, anchor, text }) => {
  const link = element("a", "md-search-result__link");
  link.href = new URL(`../${index.pages[page][0]}${anchor && `#${encodeURIComponent(anchor)}`}`, folder);
  link.append(element(name ? "code" : "strong", "ar-hit__name", name ?? title), element("span", "ar-hit__where", where), element("span", "ar-hit__text", text));
  link.addEventListener("click", () => {
    document.getElementById("__search").checked = false;
    field.blur();
  });
  const one = element("li", "md-search-result__item");
  one.append(link);
  return one;
};

const element = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

// The arrows walk from the input through the results and back.
const move = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const stops = [field, ...document.querySelectorAll(".md-search-result__link")];
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
};
