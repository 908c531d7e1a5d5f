// node lighthouse.mjs ADDRESS PATH...: runs Lighthouse in one Chromium and prints one line of JSON for each run.
//
// Every path is judged for accessibility, best practices and SEO; the first also, three times, for performance.
// Lighthouse imitates a mid-range phone on slow 4G: it divides the machine's speed by a number that its authors
// mean for a fast desktop. On a slower machine, and one that is busy, that is a slower phone; so the number is set
// from the speed that Lighthouse itself measures, by the table of its throttling calculator, and is 4 at most.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const NOT_SPEED = ["accessibility", "best-practices", "seo"];
const RUNS = 3;

const slowdown = (speed) => {
  if (speed >= 1300) return Math.min(4, 3 + (speed - 1300) / 233);
  return speed >= 800 ? 2 + (speed - 800) / 500 : Math.max(1, 1 + (speed - 150) / 650);
};

const short = (audits, category) =>
  category.auditRefs
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => `${id}: ${audits[id].displayValue ?? audits[id].title} ${places(audits[id])}`);

const places = (audit) =>
  (audit.details?.items ?? []).slice(0, 3).map((one) => one.node?.snippet ?? one.href ?? one.description ?? "").join(" ");

const [address, ...paths] = process.argv.slice(2);
const chrome = await launch({ chromeFlags: FLAGS });
let speed = 1300;

const judge = async (path, onlyCategories) => {
  const throttling = { cpuSlowdownMultiplier: slowdown(speed) };
  const { lhr } = await lighthouse(address + path, { port: chrome.port, onlyCategories, disableFullPageScreenshot: true, throttling });
  if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
  for (const [category, one] of Object.entries(lhr.categories)) {
    const score = Math.round(one.score * 100);
    console.log(JSON.stringify({ path, category, score, short: short(lhr.audits, one), speed: lhr.environment.benchmarkIndex, slowdown: throttling.cpuSlowdownMultiplier }));
  }
  speed = lhr.environment.benchmarkIndex;
};

try {
  for (const path of paths) await judge(path, NOT_SPEED);
  for (let run = 0; run < RUNS; run++) await judge(paths[0], ["performance"]);
} finally {
  await chrome.kill();
}
