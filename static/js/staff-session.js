/** The representative's page of a session: the room, once the customer has started it. */

import { StaffRoom } from "./room/staff.js";

const known = new WeakSet();

function prepare() {
  const room = document.getElementById("room");
  if (!room || known.has(room)) return;
  known.add(room);
  new StaffRoom(room);
}

document.addEventListener("live:updated", prepare);
prepare();
