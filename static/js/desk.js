/** A story's form: its one button says what it will do. */

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const form = document.querySelector("#story-form");
const button = form?.querySelector("[data-says]");
if (button) {
  form.addEventListener("input", say);
  form.addEventListener("change", say);
  form.elements.namedItem("start-day")?.addEventListener("input", chooseAt);
  say();
}

function say() {
  const choice = form.elements.namedItem("when").value || "keep";
  button.textContent = button.dataset[choice].replace("{at}", moment() ?? "the day below");
}

/** Whoever gives a day for it wants it to go live on that day. */
function chooseAt() {
  const at = form.querySelector("[name=when][value=at]");
  if (at && form.elements.namedItem("start-day").value) at.checked = true;
  say();
}

/** The day and time of the fields, as they are, in words: they are London's already. */
function moment() {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(form.elements.namedItem("start-day")?.value ?? "");
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const time = form.elements.namedItem("start-time").value || "09:00";
  const shown = year === new Date().getFullYear() ? "" : ` ${year}`;
  return `${DAYS[date.getUTCDay()]} ${day} ${MONTHS[month - 1]}${shown}, ${time}`;
}
