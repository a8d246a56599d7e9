import { nextFrame } from './frames.js';
import { serverSays } from './time.js';

const TYPES = ['ready', 'activity', 'activity_updated', 'peer', 'pool', 'route', 'pulse'];
const KINDS = 'activity,peer,pool,route,pulse';
const SILENCE_MS = 5_000; // a pulse comes each second
const LONGEST_WAIT_MS = 10_000;
const SLICE_MS = 10; // a move of a thousand routes is told at once: what is typed meanwhile must not wait for all of it
const HIDDEN_MS = 60_000; // a browser has six connections to a host, and tabs are kept open for weeks

/**
 * The stream of what happens, one for each tab. What comes is told once a frame, all of it together, so that what listens draws
 * once. It comes back by itself, and then goes on behind the last event that it had.
 * States: 'off', 'connecting', 'live', 'cut'.
 */
class Live {
  #source = null;
  #listeners = new Map();
  #retry = null;
  #watch = null;
  #heard = 0;
  #tries = 0;
  #last = null;
  #waiting = []; // what has come and is not told yet: {source, type, text}
  #wanted = false;
  #asleep = null;
  #check = async () => true;
  state = 'off';

  constructor() {
    document.addEventListener('visibilitychange', () => this.#seen(!document.hidden));
    addEventListener('online', () => this.#wanted && this.state === 'cut' && this.#open());
  }

  /** Listens to one type of event, or to 'state'; returns what ends that. */
  on(type, listener) {
    const all = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, all.add(listener));
    return () => all.delete(listener);
  }

  /** @param check asks whether somebody is still logged in, when the stream was refused; resolves to false if not */
  start(check) {
    this.#check = check;
    this.#wanted = true;
    this.#tries = 0;
    this.#open();
  }

  stop() {
    this.#wanted = false;
    this.#waiting = [];
    this.#close();
    this.#become('off');
  }

  #open() {
    this.#close();
    this.#become(this.#tries === 0 ? 'connecting' : 'cut');
    const after = this.#last === null ? '' : `&after=${this.#last}`;
    const source = new EventSource(`/api/v1/events?kinds=${KINDS}${after}`);
    this.#source = source;
    this.#heard = Date.now();
    for (const type of TYPES) {
      source.addEventListener(type, (event) => this.#take(source, type, event));
    }
    source.onerror = () => this.#lost(source);
    this.#watch = setInterval(() => Date.now() - this.#heard > SILENCE_MS && this.#lost(source), 1000);
  }

  #take(source, type, event) {
    this.#heard = Date.now();
    if (event.lastEventId) {
      this.#last = event.lastEventId;
    }
    if (this.#waiting.push({ source, type, text: event.data }) === 1) {
      nextFrame(() => this.#tell());
    }
  }

  /** Tells what waits, as much of it as fits into a frame. */
  #tell() {
    const until = performance.now() + SLICE_MS;
    let told = 0;
    while (told < this.#waiting.length && performance.now() < until) {
      this.#tellOne(this.#waiting[told++]);
    }
    this.#waiting.splice(0, told);
    if (this.#waiting.length > 0) {
      nextFrame(() => this.#tell());
    }
  }

  #tellOne({ source, type, text }) {
    const data = JSON.parse(text);
    if (data.at && (type === 'ready' || type === 'pulse')) {
      serverSays(data.at);
    }
    if (source === this.#source) {
      this.#tries = 0;
      this.#become('live');
    }
    this.#emit(type, data);
  }

  #lost(source) {
    if (source !== this.#source) {
      return;
    }
    this.#close();
    this.#become('cut');
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.#tries++);
    this.#retry = setTimeout(() => this.#again(), wait);
  }

  async #again() {
    try {
      if (!(await this.#check())) {
        return; // nobody is logged in any more
      }
    } catch {
      // No answer at all: the next try tells.
    }
    if (this.#wanted && !this.#source) {
      this.#open();
    }
  }

  #close() {
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    this.#source?.close();
    this.#source = null;
  }

  #seen(visible) {
    clearTimeout(this.#asleep);
    if (!this.#wanted) {
      return;
    }
    if (!visible) {
      this.#asleep = setTimeout(() => {
        this.#close();
        this.#become('off');
      }, HIDDEN_MS);
    } else if (!this.#source) {
      this.#tries = 0;
      this.#open();
    }
  }

  #become(state) {
    if (state !== this.state) {
      this.state = state;
      this.#emit('state', state);
    }
  }

  #emit(type, data) {
    this.#listeners.get(type)?.forEach((listener) => listener(data));
  }
}

export const live = new Live();
