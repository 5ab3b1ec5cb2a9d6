/**
 * A page that waits: asks the server whether anything is new, and shows it in place.
 *
 * Other modules speak to this one by events on the document, because each page loads its modules by
 * addresses that carry a hash: "live:poll" asks now, "live:pause" stops asking, "live:refresh"
 * fetches the page whatever its version and goes on asking. "live:updated" tells that <main> is new.
 */

import { Alarm } from "./lib/alarm.js";
import { announce, note } from "./lib/announce.js";
import { swap } from "./lib/swap.js";

const CALM = 3000;
const URGENT = 1000;
const HIDDEN = 15000;
const SLOWEST = 60000;
const SLOWEST_URGENT = 5000;
const TYPING = 1500;
const PATIENCE = 10000;

const main = document.querySelector("main");
const alarm = new Alarm();
let paused = false;
let running = false;
let refresh = false;
let failures = 0;
let lastKey = -Infinity;

function source() {
  if (!main) return null;
  return main.matches("[data-poll]") ? main : main.querySelector("[data-poll]");
}

function delay() {
  const urgent = "urgent" in source().dataset;
  const usual = urgent ? URGENT : document.hidden ? HIDDEN : CALM;
  if (!failures) return usual;
  const slower = Math.min(usual * 2 ** failures, urgent ? SLOWEST_URGENT : SLOWEST);
  return slower * (0.5 + Math.random() / 2);
}

async function run() {
  if (running) return;
  running = true;
  while (!paused && (refresh || source())) {
    if (!refresh) await alarm.wait(delay());
    if (!paused && !(await askSafely())) break;
  }
  running = false;
}

/** Whether to go on asking. */
async function askSafely() {
  try {
    const goOn = await ask();
    if (failures) note("");
    failures = 0;
    return goOn;
  } catch {
    failures += 1;
    note("Connection lost, trying again.");
    if (refresh) await alarm.wait(Math.min(URGENT * 2 ** failures, SLOWEST_URGENT));
    return true;
  }
}

async function ask() {
  if (refresh) {
    await renew();
    refresh = false;
    return true;
  }
  const { poll, version } = source().dataset;
  const url = new URL(poll, location.href);
  url.searchParams.set("v", version ?? "");
  const answer = await get(url, "application/json");
  if (answer.status === 204) return true;
  if (answer.status === 404 || answer.status === 410) return false;
  if (isElsewhere(answer, url)) return signedOut();
  if (!answer.ok) throw new Error(`The poll was answered with ${answer.status}.`);
  await answer.json();
  await renew();
  return true;
}

function get(url, accept) {
  return fetch(url, {
    headers: { Accept: accept },
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
}

function isElsewhere(answer, url) {
  if (answer.status === 401 || answer.status === 403) return true;
  return answer.redirected && new URL(answer.url).pathname !== new URL(url).pathname;
}

function signedOut() {
  note("This page is no longer kept up to date. Please reload it.");
  return false;
}

/** Fetch the page anew and put its content in the place of ours. */
async function renew() {
  const asked = performance.now();
  const answer = await get(location.href, "text/html");
  if (isElsewhere(answer, location.href)) return void signedOut();
  if (!answer.ok) throw new Error(`The page was answered with ${answer.status}.`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  await quietMoment();
  const fresh = page.querySelector("main");
  if (paused || !fresh) return;
  document.title = page.title;
  const { heading, isNew } = swap(main, fresh);
  announce(isNew ? heading : "This page has been brought up to date.");
  document.dispatchEvent(new CustomEvent("live:updated", { detail: { asked } }));
}

/** Wait until nobody has typed for a moment: a field must not be replaced between two letters. */
async function quietMoment() {
  for (;;) {
    const left = lastKey + TYPING - performance.now();
    if (left <= 0) return;
    await alarm.wait(left);
  }
}

if (main) {
  main.addEventListener("input", () => { lastKey = performance.now(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) alarm.ring(); });
  document.addEventListener("live:poll", () => alarm.ring());
  document.addEventListener("live:pause", () => { paused = true; alarm.ring(); });
  document.addEventListener("live:refresh", () => {
    paused = false;
    refresh = true;
    alarm.ring();
    run();
  });
  // A page brought back by the Back button may show a state that has long passed.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.dispatchEvent(new Event("live:refresh"));
  });
  run();
}
