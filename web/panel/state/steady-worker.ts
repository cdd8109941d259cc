/** Ticks for a page whose own clock is slowed down: browsers leave that of a worker alone. */
const TICK_MS = 1000;

setInterval(() => postMessage(null), TICK_MS);
