/**
 * The customer's side of a room. This browser alone makes the offer, and only after the server has
 * taken both permissions and the customer has chosen a surface. No frame leaves before the
 * connection has proved how it is encrypted.
 */

import { Room } from "./room.js";
import { complain, emptyPicture, say, showPicture, showRoomAlone, showStep } from "./stage.js";

const CAPTURE = {
  video: { frameRate: { max: 30 } },
  audio: false,
  selfBrowserSurface: "include",
  surfaceSwitching: "include",
  monitorTypeSurfaces: "include",
};

const NO_SURFACE = {
  NotAllowedError: "Nothing was chosen, so nothing is shown. You can choose again, or end the session.",
  NotFoundError: "Your browser found nothing to show. Please try again.",
  NotReadableError: "Your computer did not let the browser see that. Please choose something else.",
};

export class CustomerRoom extends Room {
  #track = null;
  #sender = null;
  #offering = false;

  constructor(element) {
    super(element, element.dataset.other);
  }

  begin(entry) {
    showRoomAlone(this.element);
    showStep(this.element, "documents");
    say(this.element, "Nothing is shown yet.");
    super.begin(entry);
  }

  pressed(action) {
    const actions = {
      documents: () => this.#permit("documents-closed", "permission"),
      grant: () => this.#permit("view-granted", "surface"),
      decline: () => this.#permit("view-declined", "declined"),
      choose: () => this.#choose(),
      stop: () => this.#stop(),
    };
    return actions[action]();
  }

  heard() {}

  told() {}

  async described(kind, description) {
    // An offer from the other side is never answered: it could only ask for more than was given.
    if (kind !== "answer" || this.connection?.signalingState !== "have-local-offer") return;
    await this.accept(description);
  }

  blank() {
    this.#dropTrack();
    emptyPicture(this.element);
  }

  /** Let the other side see exactly what is the case now. */
  async update() {
    if (this.over) return;
    const shown = this.proof ? this.#track : null;
    await this.#sender?.replaceTrack(shown);
    if (this.over || shown !== (this.proof ? this.#track : null)) return;
    this.tell(shown ? "showing" : "paused");
    say(this.element, this.#inWords(), { shown: Boolean(shown) });
  }

  #inWords() {
    if (!this.#track) return `${this.other} sees nothing.`;
    if (this.proof) return `${this.other} sees what you chose.`;
    return `Waiting for ${this.other} to join. Nothing is shown yet.`;
  }

  async #permit(choice, next) {
    if (!(await this.accepted(await this.send("permit", { choice }))) || this.over) return;
    showStep(this.element, next);
  }

  async #choose() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getDisplayMedia(CAPTURE);
    } catch (error) {
      if (!this.over) complain(this.element, NO_SURFACE[error.name] ?? NO_SURFACE.NotFoundError);
      return;
    }
    const [track] = stream.getVideoTracks();
    // The session may have ended while the browser's own window stood open.
    if (this.over) track.stop();
    else await this.#show(track);
  }

  async #show(track) {
    this.#dropTrack();
    track.contentHint = "detail";
    track.onended = () => { if (track === this.#track) this.#stop(); };
    this.#track = track;
    showPicture(this.element, track);
    showStep(this.element, "sharing");
    await this.update();
    await this.#offer();
  }

  async #stop() {
    this.blank();
    showStep(this.element, "stopped");
    await this.update();
  }

  #dropTrack() {
    const track = this.#track;
    this.#track = null;
    track?.stop();
  }

  async #offer() {
    if (this.over || this.#offering) return;
    this.#offering = true;
    const connection = this.connect();
    const transceiver = connection.addTransceiver("video", { direction: "sendonly" });
    transceiver.setCodecPreferences?.(preferred());
    this.#sender = transceiver.sender;
    await connection.setLocalDescription();
    if (!this.over) this.exchange.send("offer", connection.localDescription.toJSON());
  }
}

/** The browser's codecs with VP9 first: small text that scrolls stays at its frame rate with it. */
function preferred() {
  const codecs = RTCRtpReceiver.getCapabilities("video").codecs;
  const isVp9 = (codec) => codec.mimeType === "video/VP9";
  return [...codecs.filter(isVp9), ...codecs.filter((codec) => !isVp9(codec))];
}
