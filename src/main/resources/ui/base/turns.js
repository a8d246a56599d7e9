import { nextFrame } from './frames.js';

const SLICE_MS = 10;
const queue = new Set();
let due = false;

function serveSoon() {
  if (!due && queue.size > 0) {
    due = true;
    nextFrame(serve);
  }
}

function serve() {
  due = false;
  const until = performance.now() + SLICE_MS;
  try {
    for (const action of queue) {
      queue.delete(action);
      action();
      if (performance.now() > until) {
        break;
      }
    }
  } finally {
    serveSoon();
  }
}

/**
 * Does it when it is its turn, as much each frame as keeps the page quick; for what nobody sees yet.
 *
 * @returns what does it now, and tells whether it was still to do
 */
export function inTurn(action) {
  queue.add(action);
  serveSoon();
  return () => {
    const waits = queue.delete(action);
    if (waits) {
      action();
    }
    return waits;
  };
}
