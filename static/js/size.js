/**
 * The calculator without the way to the server: the same formulas, words and drawing as
 * tools/size.py, size_words.py and size_drawing.py, which say where they come from.
 *
 * Lengths are whole millimetres and the pitch is whole micrometres, as there.
 */

const ARCMINUTE = Math.PI / 180 / 60;
const MERGING = 1 / Math.tan(ARCMINUTE);
const READINGS = ["barely", "easily", "by-most"];
const BARS = [50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100];
const NAMES = ["distance", "pitch", "width", "height", "peak", "share"];
const LEFT = 128;

function subtending(minutes, distance) {
  return Math.ceil(2000 * Math.tan(minutes * ARCMINUTE / 2) * distance);
}

function neededHeight(reading, distance) {
  if (reading === "barely") return subtending(5, distance);
  if (reading === "easily") return subtending(20, distance);
  return Math.max(51000, Math.ceil(distance * 1000 / 60));
}

const columns = ({ width, pitch }) => Math.floor(width * 1000 / pitch);
const rows = ({ height, pitch }) => Math.floor(height * 1000 / pitch);
const thatFit = (pixels, weight, dots) => Math.floor((pixels + weight) / ((dots + 1) * weight));

function lettering(display, reading) {
  const needed = neededHeight(reading, display.distance);
  const weight = Math.max(1, Math.ceil(needed / (7 * display.pitch)));
  return {
    needed,
    weight,
    stroke: weight * display.pitch,
    characters: thatFit(columns(display), weight, 5),
    lines: thatFit(rows(display), weight, 7),
  };
}

function decimal(number, places) {
  return (number / 10 ** places).toLocaleString("en-GB", { maximumFractionDigits: places });
}

const exact = (thousandths) => decimal(thousandths, 3);
const count = (number, thing) => `${decimal(number, 0)} ${thing}${number === 1 ? "" : "s"}`;

function metres(millimetres) {
  return millimetres >= 10000
    ? `${decimal(Math.floor((millimetres + 50) / 100), 1)} m`
    : `${decimal(Math.floor((millimetres + 5) / 10), 2)} m`;
}

function millimetres(micrometres) {
  return micrometres >= 10000
    ? `${decimal(Math.floor((micrometres + 500) / 1000), 0)} mm`
    : `${decimal(Math.floor((micrometres + 50) / 100), 1)} mm`;
}

function power(watts) {
  return watts < 1000 ? `${watts} W` : `${decimal(Math.floor((watts + 50) / 100), 1)} kW`;
}

function gcd(a, b) {
  return b ? gcd(b, a % b) : a;
}

function ratio(width, height) {
  const common = gcd(width, height);
  const [long, short] = width > height ? [width, height] : [height, width];
  if (long / common <= 50) return `${width / common}:${height / common}`;
  const times = decimal(Math.floor((200 * long + short) / (2 * short)), 2);
  return width >= height ? `${times}:1` : `1:${times}`;
}

function spare({ width, height, pitch }) {
  const [wide, high] = [width * 1000 % pitch, height * 1000 % pitch];
  if (!wide && !high) return "They fill the size exactly.";
  return `${exact(wide)} mm of the width and ${exact(high)} mm of the height are left over.`;
}

function verdict({ distance, pitch }, merging) {
  if (distance >= merging) {
    return "From your distance the dots merge: more of them would not be seen.";
  }
  if (distance >= pitch) {
    return "From your distance pictures look whole, though a sharp eye still finds the dots.";
  }
  return "From your distance single dots are seen: right for words, coarse for pictures.";
}

function caption(word, distance) {
  return word
    ? `${word} is as high as is easily read from ${exact(distance)} m.`
    : `No word that is easily read from ${exact(distance)} m fits on it.`;
}

/** Every figure of the page by its name, in words. */
export function figures(display) {
  const { distance, pitch, width, height, peak, share } = display;
  const drawn = scene(display);
  const merging = Math.floor(pitch / 1000 * MERGING + 0.5);
  const found = {
    size: `${exact(width)} × ${exact(height)} m`,
    width: `${exact(width)} m`,
    height: `${exact(height)} m`,
    bar: metres(drawn.bar),
    caption: caption(drawn.word, distance),
    distance: `${exact(distance)} m`,
    resolution: `${decimal(columns(display), 0)} × ${decimal(rows(display), 0)}`,
    pixels: decimal(columns(display) * rows(display), 0),
    ratio: ratio(width, height),
    spare: spare(display),
    merging: metres(merging),
    customary: `${exact(pitch)} m`,
    verdict: verdict(display, merging),
    usual: power(Math.floor((width * height * peak * share + 50e6) / 100e6)),
    peak: power(Math.floor((width * height * peak + 500e3) / 1e6)),
  };
  for (const name of READINGS) {
    const { needed, weight, stroke, characters, lines } = lettering(display, name);
    found[`${name}-needed`] = millimetres(needed);
    found[`${name}-height`] = millimetres(7 * stroke);
    found[`${name}-weight`] = `${millimetres(stroke)} (${count(weight, "pixel")})`;
    found[`${name}-room`] = characters > 0 && lines > 0
      ? `${count(characters, "character")} in ${count(lines, "line")}`
      : "None: they are larger than the display";
  }
  return found;
}

/** The display in a sentence, for an estimate. */
export function details(display) {
  const { distance, pitch, width, height } = display;
  return `Display of ${exact(width)} x ${exact(height)} m, pitch ${exact(pitch)} mm ` +
    `(${decimal(columns(display), 0)} x ${decimal(rows(display), 0)} pixels), ` +
    `seen from ${exact(distance)} m.`;
}

/** Where everything in the drawing lies. */
export function scene(display) {
  const wide = display.width + 400 + 500;
  const high = Math.max(1700, 1000 + display.height);
  const room = 720 - LEFT - 20;
  const scale = Math.min(room / wide, 400 / high);
  const ground = 62 + high * scale;
  const x = LEFT + (room - wide * scale) / 2;
  const y = ground - (1000 + display.height) * scale;
  const { characters, lines, stroke } = lettering(display, "easily");
  const word = ["HELLO", "HI"].find((one) => lines && characters >= one.length) ?? "";
  const dot = stroke / 1000 * scale;
  const bar = BARS.find((one) => one * scale <= 200) ?? BARS.at(-1);
  return {
    picture_height: ground + 74,
    scale,
    ground,
    x,
    y,
    width: display.width * scale,
    height: display.height * scale,
    person_x: x + (display.width + 400) * scale,
    word,
    word_x: x + (display.width * scale - (word.length * 6 - 1) * dot) / 2,
    word_y: y + (display.height * scale - 7 * dot) / 2,
    dot,
    bar,
    bar_width: bar * scale,
  };
}

/** The number that a field holds, or what to do about it. */
export function read(text, { unit, places, least, most, form, range }) {
  const number = places === "0" ? "([0-9]{1,7})()" : "([0-9]{1,7})(?:[.,]([0-9]{1,3}))?";
  const match = text.trim().match(new RegExp(`^${number} *(?:${unit})?$`));
  if (!match) return { problem: form };
  const value = Number(match[1] + (match[2] ?? "").padEnd(Number(places), "0"));
  const one = 10 ** Number(places);
  return value < least * one || value > most * one ? { problem: range } : { value };
}

const form = document.getElementById("size");
const status = document.getElementById("said");
let saying;

function fieldProblem(input, problem) {
  const id = `${input.id}-error`;
  const shown = document.getElementById(id);
  input.closest(".field").classList.toggle("field--wrong", Boolean(problem));
  if (!problem) {
    shown?.remove();
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    return;
  }
  const line = shown ?? Object.assign(document.createElement("p"), { id, className: "error" });
  line.textContent = problem;
  input.before(line);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", id);
}

function displayOf() {
  const found = {};
  for (const name of NAMES) {
    const { value } = read(form.elements[name].value, form.elements[name].dataset);
    if (value === undefined) return null;
    found[name] = value;
  }
  return found;
}

function part(name) {
  return document.querySelector(`[data-part="${name}"]`);
}

function set(name, attributes) {
  for (const [key, value] of Object.entries(attributes)) part(name).setAttribute(key, value);
}

function draw(display, said) {
  const s = scene(display);
  const middle = s.y + s.height / 2;
  set("picture", {
    viewBox: `0 0 720 ${s.picture_height}`,
    height: Math.round(s.picture_height),
    "aria-label": `A display of ${said.size} beside a person of 1.7 m, to scale`,
  });
  set("ground", { d: `M0 ${s.ground}h720` });
  const posts = [0.2, 0.8].map((at) => `M${s.x + s.width * at} ${s.y}V${s.ground}`);
  set("posts", { d: posts.join("") });
  set("face", { x: s.x, y: s.y, width: s.width, height: s.height });
  for (const word of ["HELLO", "HI"]) {
    set(word, {
      transform: `translate(${s.word_x} ${s.word_y}) scale(${s.dot}) translate(0.5 0.5)`,
      display: word === s.word ? "inline" : "none",
    });
  }
  set("person", { transform: `translate(${s.person_x} ${s.ground}) scale(${s.scale})` });
  set("across", { d: `M${s.x} ${s.y - 20}v8m0-4h${s.width}m0-4v8` });
  set("width", { x: s.x + s.width / 2, y: s.y - 26 });
  set("up", { d: `M${s.x - 20} ${s.y}h8m-4 0v${s.height}m-4 0h8` });
  set("height", { x: s.x - 26, y: middle });
  set("bar", { d: `M${LEFT} ${s.ground + 36}v8m0-4h${s.bar_width}m0-4v8` });
  set("scale", { x: LEFT + s.bar_width + 12, y: s.ground + 40 });
  part("width").textContent = said.width;
  part("height").textContent = said.height;
  part("scale").textContent = said.bar;
}

function offerEstimate(display) {
  const link = document.getElementById("estimate");
  if (!link) return;
  const address = new URL(link.href);
  address.searchParams.set("details", details(display));
  link.href = address;
}

/** A pause in typing is a good moment to speak. */
function say(said) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    status.textContent = `${said.resolution} pixels. Comfortable from ${said.customary}. ` +
      `Letters of ${said["easily-height"]} are easily read. About ${said.usual}.`;
  }, 800);
}

function follow() {
  const display = displayOf();
  document.querySelector(".size__result").classList.toggle("size--stale", !display);
  if (!display) return;
  const said = figures(display);
  for (const element of document.querySelectorAll("[data-figure]")) {
    element.textContent = said[element.dataset.figure];
  }
  draw(display, said);
  offerEstimate(display);
  say(said);
}

function remember() {
  if (!displayOf()) return;
  const query = new URLSearchParams(new FormData(form));
  history.replaceState(history.state, "", `${location.pathname}?${query}`);
}

/** What is typed is followed at once, but called wrong only when the field is left. */
function wire() {
  document.getElementById("show").hidden = true;
  form.addEventListener("input", ({ target }) => {
    if (!read(target.value, target.dataset).problem) fieldProblem(target, "");
    follow();
  });
  form.addEventListener("change", ({ target }) => {
    fieldProblem(target, read(target.value, target.dataset).problem);
    remember();
  });
  if (displayOf()) follow();
}

// Where the server had nothing to draw, its form goes back to the server.
if (status) wire();
