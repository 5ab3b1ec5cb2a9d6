/** The page of one picture: the focal point by pressing on it, and how far the sizes have come. */

const STEPS = 4;

const area = document.querySelector("[data-focal]");
const image = area.querySelector("img");
const across = document.getElementById("across");
const down = document.getElementById("down");
const mark = document.createElement("span");
mark.className = "focal__mark";
area.append(mark);
area.classList.add("focal--live");
document.querySelector("[data-focal-hint]").hidden = false;

image.addEventListener("click", (event) => {
  const box = image.getBoundingClientRect();
  across.value = percent((event.clientX - box.left) / box.width);
  down.value = percent((event.clientY - box.top) / box.height);
  show();
});
for (const field of [across, down]) field.addEventListener("input", show);
show();
const state = document.querySelector("[data-media-state]");
if (state.dataset.mediaState) setTimeout(look, 1000);

function percent(part) {
  return Math.min(100, Math.max(0, Math.round(part * 100)));
}

function show() {
  const [x, y] = [across, down].map((field) => percent(Number(field.value) / 100 || 0));
  mark.style.left = `${x}%`;
  mark.style.top = `${y}%`;
  const steps = [x, y].map((part) => Math.round((part / 100) * STEPS));
  for (const crop of document.querySelectorAll("[data-focal-crops] img")) {
    crop.className = crop.className.replace(/focus-x-\d focus-y-\d/, `focus-x-${steps[0]} focus-y-${steps[1]}`);
  }
}

async function look() {
  try {
    const answer = await fetch(state.dataset.mediaState, { headers: { Accept: "application/json" } });
    if (answer.ok && told(await answer.json())) return;
  } catch {
    // The next look may get through.
  }
  setTimeout(look, 2000);
}

/** Show the state in words; says whether it is the last. */
function told(picture) {
  const words = {
    READY: "Ready",
    REFUSED: `Cannot be shown: ${picture.reason}`,
    WAITING: `${picture.made} of ${picture.wanted} sizes made`,
  }[picture.state];
  if (state.textContent !== words) state.textContent = words;
  return picture.state !== "WAITING";
}
