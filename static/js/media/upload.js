/**
 * Sends a picture: made smaller first where the browser can, and telling how far it has come.
 *
 * The server opens, checks and draws anew whatever comes; making it smaller here saves the wait.
 */

const LONGEST = 2560;
const MOST = 25 * 1024 * 1024;
const QUALITY = 0.85;

/** The picture was not taken because nobody is signed in. */
export class SignedOut extends Error {
  constructor() {
    super("You are signed out. Sign in again in another tab, then add the picture once more.");
  }
}

/** The file, or a smaller picture of it; a file that this browser cannot read goes as it is. */
export async function downscaled(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const scale = LONGEST / Math.max(bitmap.width, bitmap.height);
  try {
    return scale < 1 ? await drawn(bitmap, scale, file) : file;
  } finally {
    bitmap.close();
  }
}

async function drawn(bitmap, scale, file) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  // What may show through stays so in WebP; browsers that cannot write it answer with PNG.
  const type = file.type === "image/jpeg" ? "image/jpeg" : "image/webp";
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
  return blob && blob.size < file.size ? blob : file;
}

/**
 * Send one file to `address`. `tell` hears the parts sent, in per cent. Resolves with the server's
 * account of the picture, or rejects with an Error whose message is for the person.
 */
export async function send(address, file, token, tell) {
  const small = await downscaled(file);
  if (small.size > MOST) throw new Error("That file has more than 25 MB. Save it smaller and add that.");
  const form = new FormData();
  form.append("csrf_token", token);
  form.append("picture", small, file.name);
  return post(address, form, tell);
}

function post(address, form, tell) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.timeout = 180000;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) tell(Math.round((100 * event.loaded) / event.total));
    });
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response);
      else reject(faultOf(request));
    });
    for (const fault of ["error", "timeout", "abort"]) {
      request.addEventListener(fault, () => {
        reject(new Error("The picture did not get through. Please try again."));
      });
    }
    request.send(form);
  });
}

function faultOf(request) {
  const isOut = request.responseURL.includes("/staff/sign-in") || [400, 401].includes(request.status);
  return isOut ? new SignedOut()
    : new Error(request.response?.error ?? "The picture was not kept. Please try again.");
}
