// The sign tool, live: the board follows what is typed, moves, and glows.
//
// The server has drawn the first view as SVG. Here a canvas takes its place, laid out by the same
// rules (core/signboard.py) from the same letters. Whatever changes the picture, it changes at
// most six times a second (tools/pace.py says why), in the one function `tick`.

const board = document.getElementById("board");
const form = document.getElementById("design");
const play = document.getElementById("play");
const address = document.getElementById("address");
const estimate = document.getElementById("estimate");
const note = document.getElementById("unknown");
const rules = JSON.parse(board.dataset.board);
const svg = board.querySelector("svg");

// Letters: each seven rows, as text in which "#" is a lit dot, without empty columns at the sides.

const glyphs = new Map([[" ", Array(rules.high).fill("..")]]);
for (let at = 0; at < rules.font.length; at += 8) {
  glyphs.set(rules.font[at], trimmed(rules.font.slice(at + 1, at + 8)));
}
const box = trimmed(rules.box);

function trimmed(packed) {
  const rows = [...packed].map((digit) => parseInt(digit, 32).toString(2).padStart(5, "0"));
  const lit = [0, 1, 2, 3, 4].filter((x) => rows.some((row) => row[x] === "1"));
  return rows.map((row) =>
    row.slice(lit[0], lit.at(-1) + 1).replaceAll("0", ".").replaceAll("1", "#"),
  );
}

function dots(text) {
  const letters = [...text].map((character) => glyphs.get(character) ?? box);
  return Array.from({ length: rules.high }, (_, y) => letters.map((rows) => rows[y]).join("."));
}

const widthOf = (text) => dots(text)[0].length;

// The message, and how it lies on the board.

function cleaned(text) {
  return text
    .normalize("NFC")
    .replace(/\r\n?|\|/g, "\n")
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "\ufffd")
    .replace(/[ \t\xa0]+/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/^[ \n]+|[ \n]+$/g, "");
}

function read() {
  const { message, ...choices } = Object.fromEntries(new FormData(form));
  const characters = [...cleaned(message)];
  const kept = cleaned(characters.slice(0, rules.most).join(""));
  return { message: kept, over: characters.length - rules.most, choices, ...choices };
}

function layOut(sign) {
  const lines = sign.message ? sign.message.split("\n") : [];
  const most = Math.max(...Object.keys(rules.narrowest));
  const asked = Number(sign.rows) || 0;
  if (sign.scroll === "left") {
    const rows = asked || Math.min(Math.max(lines.length, 1), most);
    return { columns: Math.max(rules.scrolling, rules.narrowest[rows]), rows, lines };
  }
  const room = (columns) => columns - 2 * rules.margin;
  const [fewest, last] = asked ? [asked, asked] : [1, most];
  for (let columns = rules.narrowest[fewest]; columns <= rules.widest; columns += rules.module) {
    const broken = wrapped(lines, room(columns), false);
    for (let rows = fewest; broken && rows <= last; rows += 1) {
      if (broken.length <= rows && columns >= rules.narrowest[rows]) {
        return { columns, rows, lines: broken };
      }
    }
  }
  const cut = wrapped(lines, room(rules.widest), true);
  const rows = Math.max(fewest, Math.min(last, cut.length));
  return { columns: rules.widest, rows, lines: cut };
}

function wrapped(lines, room, cut) {
  const found = [];
  for (const line of lines) {
    const words = line.split(" ").flatMap((word) => parts(word, room));
    if (!cut && words.length > line.split(" ").length) return null;
    found.push(...filled(words, room));
  }
  return found;
}

function parts(word, room) {
  const pieces = [""];
  for (const letter of word) {
    if (widthOf(pieces.at(-1) + letter) > room) pieces.push("");
    pieces.push(pieces.pop() + letter);
  }
  return pieces;
}

function filled(words, room) {
  const lines = [words[0]];
  for (const word of words.slice(1)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (widthOf(longer) <= room) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}

// What is lit. A scene says how many steps it has until it comes round, at which of them the end
// of the message is in view, and what is lit at each: `at(step)` gives rows of "#" and ".".

function scene(sign) {
  const laid = layOut(sign);
  const height = laid.rows * rules.pitch + rules.margin;
  const whole = { ...laid, height };
  return { ...whole, ...scenes[sign.scroll](whole, sign) };
}

const scenes = {
  still(laid, sign) {
    const pages = inGroups(laid.lines, laid.rows).map((lines) =>
      page(laid, lines, laid.columns, rules.margin, sign.align),
    );
    if (!pages.length) pages.push(page(laid, [], laid.columns, 0, "left"));
    return { steps: pages.length, end: pages.length - 1, at: (step) => pages[step] };
  },

  left(laid, sign) {
    const stride = rules.dots.left[sign.speed];
    let tape = Array(laid.height).fill("");
    for (const lines of inGroups(laid.lines, laid.rows)) {
      const block = page(laid, lines, Math.max(...lines.map(widthOf)), 0, sign.align);
      tape = tape.map((row, y) => row + block[y] + ".".repeat(rules.gap));
    }
    const around = roundedUp(Math.max(tape[0].length, laid.columns), stride);
    const twice = tape.map((row) => row.padEnd(around, ".").repeat(2));
    const hidden = tape[0].length - rules.gap + 2 * rules.margin - laid.columns;
    return {
      steps: laid.lines.length ? around / stride : 1,
      end: Math.max(0, Math.ceil(hidden / stride)),
      at(step) {
        const from = (step * stride - rules.margin + around) % around;
        return twice.map((row) => row.slice(from, from + laid.columns));
      },
    };
  },

  up(laid, sign) {
    const stride = rules.dots.up[sign.speed];
    const lines = [...laid.lines, ...Array(Math.max(0, laid.rows - laid.lines.length)).fill(""), ""];
    const tall = { height: lines.length * rules.pitch, rows: lines.length };
    const empty = ".".repeat(laid.columns);
    const tape = page(tall, lines, laid.columns, rules.margin, sign.align, 0);
    const around = roundedUp(tape.length, stride);
    const twice = [...tape, ...Array(around - tape.length).fill(empty)];
    twice.push(...twice);
    return {
      steps: laid.lines.length ? around / stride : 1,
      end: Math.ceil((Math.max(0, laid.lines.length - laid.rows) * rules.pitch) / stride),
      at(step) {
        const from = (step * stride - rules.margin + around) % around;
        return Array.from({ length: laid.height }, (_, y) => twice[(from + y) % around]);
      },
    };
  },
};

function page(laid, lines, width, margin, align, top = rules.margin) {
  const empty = Math.floor(((laid.rows - lines.length) * rules.pitch) / 2);
  const rows = Array(laid.height).fill(".".repeat(width));
  lines.forEach((line, number) => {
    const first = top + empty + number * rules.pitch;
    dots(line).forEach((row, y) => (rows[first + y] = aligned(row, width, margin, align)));
  });
  return rows;
}

function aligned(row, width, margin, align) {
  const free = width - 2 * margin - row.length;
  const before = { left: 0, centre: Math.floor(free / 2), right: free }[align];
  return (".".repeat(margin + before) + row).padEnd(width, ".");
}

function inGroups(lines, size) {
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, group) =>
    lines.slice(group * size, (group + 1) * size),
  );
}

export { cleaned, scene };

const roundedUp = (number, step) => Math.ceil(number / step) * step;

// Light. A dot is a picture made once for each colour and size; only columns that differ from
// what is shown are drawn, with one more on each side because of the glow.

const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { alpha: false });
const style = getComputedStyle(document.documentElement);
const token = (name) => style.getPropertyValue(`--${name}`).trim();
const COLOURS = {
  amber: "led", red: "led-red", green: "led-green", blue: "led-blue", white: "panel-ink",
  "#": "led", r: "led-red", g: "led-green", b: "led-blue", c: "led-cyan", m: "led-magenta",
};
let size = 0; // of a dot's cell, in the screen's own pixels
let dark = null; // the whole board with nothing lit
let lights = new Map();
let shown = [];

/** Give the canvas the whole pixels that its place on the screen has room for. */
function fit(now) {
  const place = board.getBoundingClientRect();
  const scale = window.devicePixelRatio || 1;
  const across = (place.width * scale) / now.columns;
  size = Math.max(2, Math.floor(Math.min(across, (place.height * scale) / now.height)));
  canvas.width = now.columns * size;
  canvas.height = now.height * size;
  const middle = (start, room, taken) =>
    `${Math.round((start + (room - taken / scale) / 2) * scale) / scale - start}px`;
  canvas.style.width = `${canvas.width / scale}px`;
  canvas.style.height = `${canvas.height / scale}px`;
  canvas.style.left = middle(place.left, place.width, canvas.width);
  canvas.style.top = middle(place.top, place.height, canvas.height);
  lights = new Map();
  dark = darkBoard(now);
  shown = [];
}

function sheet(width, height, draw) {
  const made = document.createElement("canvas");
  made.width = width;
  made.height = height;
  draw(made.getContext("2d"));
  return made;
}

function disc(on, x, y, radius, fill) {
  on.fillStyle = fill;
  on.beginPath();
  on.arc(x, y, radius, 0, 2 * Math.PI);
  on.fill();
}

function darkBoard(now) {
  const one = sheet(size, size, (on) => disc(on, size / 2, size / 2, size * 0.38, token("led-off")));
  return sheet(canvas.width, canvas.height, (on) => {
    on.fillStyle = token("panel");
    on.fillRect(0, 0, canvas.width, canvas.height);
    on.fillStyle = on.createPattern(one, "repeat");
    on.fillRect(0, 0, canvas.width, canvas.height);
  });
}

function light(colour) {
  if (!lights.has(colour)) {
    lights.set(colour, sheet(3 * size, 3 * size, (on) => drawLight(on, token(COLOURS[colour]))));
  }
  return lights.get(colour);
}

function drawLight(on, colour) {
  const middle = 1.5 * size;
  const halo = on.createRadialGradient(middle, middle, 0.3 * size, middle, middle, middle);
  halo.addColorStop(0, `color-mix(in srgb, ${colour} 34%, transparent)`);
  halo.addColorStop(0.35, `color-mix(in srgb, ${colour} 12%, transparent)`);
  halo.addColorStop(1, `color-mix(in srgb, ${colour} 0%, transparent)`);
  on.fillStyle = halo;
  on.fillRect(0, 0, 3 * size, 3 * size);
  const core = on.createRadialGradient(middle, middle, 0, middle, middle, 0.42 * size);
  core.addColorStop(0, `color-mix(in srgb, ${colour} 55%, white)`);
  core.addColorStop(0.7, colour);
  core.addColorStop(1, colour);
  disc(on, middle, middle, 0.41 * size, core);
}

/** Draw the rows; true when that changed anything on the board. */
function draw(now, rows, colour) {
  const changed = [...Array(now.columns).keys()].filter((x) =>
    rows.some((row, y) => row[x] !== shown[y]?.[x]),
  );
  if (!changed.length) return false;
  const from = Math.max(0, changed[0] - 1);
  const to = Math.min(now.columns, changed.at(-1) + 2);
  pen.save();
  pen.beginPath();
  pen.rect(from * size, 0, (to - from) * size, canvas.height);
  pen.clip();
  pen.drawImage(dark, 0, 0);
  for (let x = Math.max(0, from - 1); x < Math.min(now.columns, to + 1); x += 1) {
    const across = Math.floor((x / now.columns) * rules.rainbow.length);
    const lit = light(colour === "rainbow" ? rules.rainbow[across] : colour);
    rows.forEach((row, y) => {
      if (row[x] === "#") pen.drawImage(lit, (x - 1) * size, (y - 1) * size);
    });
  }
  pen.restore();
  shown = rows;
  return true;
}

// Time. `tick` alone draws, and never again before `rules.least` milliseconds have passed.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
let sign = read();
let now = scene(sign);
let step = 0;
let playing = !calm.matches;
let inView = true;
let stale = true; // the board's size or colour has changed
let typed = true; // something waits to be drawn
let drawn = -Infinity;
let asked = 0;

const moves = () => playing && inView && !document.hidden && now.steps > 1;

function wake() {
  if (!asked && (typed || moves())) asked = requestAnimationFrame(tick);
}

function tick(time) {
  asked = 0;
  const passed = time - drawn;
  if (passed >= rules.least) {
    if (!typed && moves() && passed >= rules.between[sign.scroll][sign.speed]) step += 1;
    if (stale) fit(now);
    if (draw(now, now.at(step % now.steps), sign.colour)) drawn = time;
    stale = typed = false;
  }
  wake();
}

// What the visitor does.

function changed(event) {
  sign = read();
  now = scene(sign);
  step = event.target.name === "message" ? now.end : Math.min(step, now.steps - 1);
  if (event.target.name === "scroll" || event.target.name === "rows") step = 0;
  redraw();
  tell();
}

function redraw() {
  stale = typed = true;
  wake();
}

function tell() {
  svg.setAttribute("aria-label", sign.message.replace(/\s+/g, " "));
  document.getElementById("size").textContent = `${now.columns} × ${now.height} dots`;
  document.getElementById("copied").textContent = "";
  tellUnknown();
  tellPlay();
  const query = queryOf(sign);
  address.value = new URL(query ? `?${query}` : "?", address.value).href.replace(/\?$/, "");
  if (estimate) {
    const target = new URL(estimate.href);
    target.searchParams.set("sign", query);
    estimate.href = target.href;
  }
  clearTimeout(tell.later);
  tell.later = setTimeout(() => history.replaceState(null, "", address.value), 300);
}

function queryOf({ message, choices }) {
  if (!message) return "";
  const told = Object.entries(choices).filter(([name, value]) => rules.usual[name] !== value);
  return new URLSearchParams([["message", message], ...told]).toString();
}

function tellUnknown() {
  const unknown = new Set([...sign.message].filter((c) => c !== "\n" && !glyphs.has(c)));
  const named = [...unknown].flatMap((character) => {
    const isolated = document.createElement("bdi");
    isolated.textContent = character;
    return [isolated, " "];
  });
  const words = [];
  if (unknown.size) {
    words.push("This display cannot show ", ...named, "and shows an empty box instead. ");
  }
  if (sign.over > 0) words.push(`Only the first ${rules.most} characters are shown.`);
  note.replaceChildren(...words);
}

function tellPlay() {
  play.hidden = now.steps < 2;
  play.textContent = playing ? "Pause" : "Play";
}

function setPlaying(value) {
  playing = value;
  tellPlay();
  wake();
}

/** What the server found wrong is put right, and no button sends the form again. */
function forgive() {
  if (sign.over > 0) return;
  document.getElementById("error-summary")?.remove();
  form.querySelectorAll(".error").forEach((error) => error.remove());
  form.querySelectorAll(".field--wrong").forEach((field) => field.classList.remove("field--wrong"));
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
}

form.addEventListener("input", changed);
form.addEventListener("change", forgive);
play.addEventListener("click", () => setPlaying(!playing));
calm.addEventListener("change", () => setPlaying(!calm.matches));
document.addEventListener("visibilitychange", wake);
new ResizeObserver(redraw).observe(board);
new IntersectionObserver(([seen]) => {
  inView = seen.isIntersecting;
  wake();
}).observe(board);

address.addEventListener("focus", () => address.select());
document.getElementById("copy").addEventListener("click", async () => {
  // A site without TLS, such as one under development, has no clipboard but this older way.
  if (navigator.clipboard) await navigator.clipboard.writeText(address.value);
  else address.select(), document.execCommand("copy");
  document.getElementById("copied").textContent = "Copied.";
});

canvas.setAttribute("aria-hidden", "true");
svg.replaceChildren();
board.append(canvas);
tellPlay();
wake();
