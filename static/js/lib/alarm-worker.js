/** Browsers slow the timers of a hidden page down to one a minute, but not those of a worker. */
self.onmessage = ({ data: { id, delay } }) => setTimeout(() => self.postMessage(id), delay);
