/** A place where files are chosen or dropped and sent one after another. */

import { send, SignedOut } from "./upload.js";

/**
 * Send what is chosen or dropped at `area` to `address`; `added` hears of each picture kept. Where
 * nobody is signed in any more, `signIn` may ask for it and resolves to whether somebody is. Returns
 * a function that takes further files.
 */
export function receive(area, address, token, added, signIn = () => false) {
  const input = area.querySelector("input[type=file]");
  const bar = area.querySelector("progress");
  const status = area.querySelector("[data-media-status]");
  let queue = Promise.resolve();

  const say = (text, wrong = false) => {
    status.textContent = text;
    status.classList.toggle("drop__status--wrong", wrong);
  };

  async function one(file) {
    say(`Sending ${file.name}`);
    bar.hidden = false;
    bar.value = 0;
    try {
      const picture = await send(address, file, token(), (part) => {
        bar.value = part;
        if (part === 100) say(`Checking ${file.name}`);
      });
      say([`${file.name} is added.`, picture.note].filter(Boolean).join(" "));
      added(picture);
    } catch (fault) {
      if (fault instanceof SignedOut && await signIn()) return one(file);
      say(`${file.name}: ${fault.message}`, true);
    } finally {
      bar.hidden = true;
    }
    return undefined;
  }

  const take = (files) => {
    for (const file of files) queue = queue.then(() => one(file));
  };

  input.multiple = true;
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  area.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    area.classList.add("drop--over");
  });
  area.addEventListener("dragleave", () => area.classList.remove("drop--over"));
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("drop--over");
    take([...event.dataTransfer.files]);
  });
  return take;
}
