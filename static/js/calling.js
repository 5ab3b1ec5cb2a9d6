/**
 * The board without a new page for each call. Calls follow from their number, as in
 * tools/calling.py. Sound is made only after somebody has pressed for it.
 */

const LAST = 90;
const EARLIER = { standard: 4, "low-vision": 2, "hearing-loss": 4 };
// Fast enough for any waiting room, and too slow to make the panel flash, however it is pressed.
const SHORTEST_STEP = 400;
const SHORTEST_ALERT = 1000;
const BY_ITSELF = 8000;

const form = document.getElementById("calling");
const board = document.getElementById("board");
const buttons = Object.fromEntries(
  ["call-next", "auto", "chime", "speech", "full", "show"].map(
    (id) => [id, document.getElementById(id)],
  ),
);
let called = Number(form.dataset.called);
let steppedAt = -Infinity;
let alertedAt = -Infinity;
let timer;
let audio;

/** The call of this number: its ticket's code, and the room to go to. */
export function call(number) {
  return { code: `${"ABC"[number % 3]}${10 + number * 37 % 90}`, room: 1 + number * 5 % 6 };
}

const mode = () => form.elements.mode.value;
const isOn = (button) => button.getAttribute("aria-pressed") === "true";
const spoken = ({ code, room }) => `${code}, room ${room}.`;

function line({ code, room }) {
  const item = document.createElement("li");
  for (const text of [code, `Room ${room}`]) {
    const span = document.createElement("span");
    span.textContent = text;
    item.append(span, " ");
  }
  return item;
}

function show() {
  const current = call(called);
  const numbers = Array.from({ length: EARLIER[mode()] }, (_, back) => called - 1 - back);
  document.getElementById("code").textContent = current.code;
  document.getElementById("room").textContent = current.room;
  board.querySelectorAll("use").forEach((use, place) => {
    use.setAttribute("href", `#glyph-${current.code[place]}`);
  });
  const earlier = numbers.filter((number) => number > 0).map((number) => line(call(number)));
  document.getElementById("earlier").replaceChildren(...earlier);
  buttons["call-next"].value = called % LAST + 1;
  buttons.show.value = called;
  history.replaceState(history.state, "", `?called=${called}&mode=${mode()}`);
}

/** Going from mode to mode, however fast, never makes the panel turn round. */
function changeMode() {
  board.className = `board board--${mode()}`;
  show();
}

/** Turn the panel round, anew unless it has only just begun to. */
function alert(now) {
  if (now - alertedAt >= SHORTEST_ALERT) {
    alertedAt = now;
    board.classList.remove("board--alert");
    void board.offsetWidth;
    board.classList.add("board--alert");
  }
  board.classList.toggle("board--odd", called % 2 === 1);
}

function ring() {
  audio ??= new AudioContext();
  audio.resume();
  [659.25, 523.25].forEach((pitch, place) => {
    const at = audio.currentTime + 0.05 + place * 0.45;
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const loudness = new GainNode(audio, { gain: 0 });
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.25, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 1.2);
    tone.connect(loudness).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 1.25);
  });
}

function speak({ code, room }) {
  const words = new SpeechSynthesisUtterance(`${[...code].join(" ")}. Room ${room}.`);
  words.lang = "en-GB";
  words.rate = 0.9;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

function callNext() {
  const now = performance.now();
  if (now - steppedAt < SHORTEST_STEP) return;
  steppedAt = now;
  called = called % LAST + 1;
  show();
  alert(now);
  document.getElementById("said").textContent = spoken(call(called));
  if (isOn(buttons.chime)) ring();
  if (isOn(buttons.speech)) speak(call(called));
}

function toggle(button) {
  button.setAttribute("aria-pressed", String(!isOn(button)));
  return isOn(button);
}

function runByItself(on) {
  clearInterval(timer);
  timer = on ? setInterval(callNext, BY_ITSELF) : undefined;
  buttons.auto.textContent = on ? "Pause" : "Call by itself";
}

function offer(id, available, press) {
  buttons[id].hidden = !available;
  buttons[id].addEventListener("click", press);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  callNext();
});
form.addEventListener("change", changeMode);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) runByItself(false);
});
buttons.show.hidden = true;
offer("auto", true, () => runByItself(!timer));
offer("chime", "AudioContext" in window, () => toggle(buttons.chime) && ring());
offer("speech", "speechSynthesis" in window, () => {
  if (toggle(buttons.speech)) speak(call(called));
  else speechSynthesis.cancel();
});
offer("full", document.fullscreenEnabled, () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else form.requestFullscreen();
});
document.addEventListener("fullscreenchange", () => {
  buttons.full.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen";
});
