/**
 * Clocks that run down. They count from the moment the page arrived, on a clock that nobody can set,
 * so a wrong wall clock in the browser changes nothing. The server's clock alone decides.
 */

import { announce } from "./lib/announce.js";

const MILESTONES = [60, 30, 10];
const deadlines = new WeakMap();

function scan(arrived) {
  for (const element of document.querySelectorAll(".countdown[data-seconds]")) {
    const seconds = Number(element.dataset.seconds);
    if (!deadlines.has(element) && Number.isFinite(seconds)) {
      deadlines.set(element, { at: arrived + seconds * 1000, shown: Math.ceil(seconds) });
    }
  }
}

function tick() {
  for (const element of document.querySelectorAll(".countdown[data-seconds]")) {
    if (deadlines.has(element) && !element.closest("[hidden]")) show(element);
  }
}

function show(element) {
  const deadline = deadlines.get(element);
  const left = Math.max(0, Math.ceil((deadline.at - performance.now()) / 1000));
  if (left === deadline.shown) return;
  const milestone = MILESTONES.find((mark) => deadline.shown > mark && left <= mark && left > 0);
  deadline.shown = left;
  (element.querySelector("span") ?? element).textContent = clockFace(left);
  element.classList.toggle("countdown--soon", left <= 60);
  if (milestone) announce(`${left} seconds left.`);
  if (left === 0) document.dispatchEvent(new Event("live:poll"));
}

function clockFace(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function arrivalOfThisPage() {
  return performance.getEntriesByType("navigation")[0]?.responseStart ?? 0;
}

scan(arrivalOfThisPage());
document.addEventListener("live:updated", ({ detail }) => scan(detail.asked));
setInterval(tick, 250);
