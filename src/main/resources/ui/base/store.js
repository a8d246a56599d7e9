import { api } from './api.js';
import { inLanguage } from './format.js';
import { live } from './live.js';
import { reading } from './reading.js';

const NUMERIC = { numeric: true };

/** Things of one kind by id: read once as lists, then kept true by the event stream. */
class Collection {
  #listeners = new Set();
  #late = null; // what the stream told while the list was being read: newer than the list
  #again = false; // the stream has begun anew while the list was being read
  #told = false;
  #end = null;
  #named = { list: null, by: null };
  items = new Map();

  /** 'empty', 'loading', 'ready' or 'failed'. */
  state = 'empty';
  problem = null;

  constructor(type, path) {
    this.path = path;
    live.on(type, (one) => this.#take(one));
  }

  get list() {
    return [...this.items.values()];
  }

  /** All of them by name; the same array until one of them changes, and not to be altered. */
  get byName() {
    const by = inLanguage(Intl.Collator, NUMERIC);
    if (!this.#named.list || this.#named.by !== by) {
      this.#named = { list: this.list.sort((a, b) => by.compare(a.name, b.name) || a.id - b.id), by };
    }
    return this.#named.list;
  }

  get(id) {
    return this.items.get(id);
  }

  /** Tells the listener of each change, a frame's changes at once; reads the list if nobody has yet. Returns what ends that. */
  subscribe(listener) {
    this.#listeners.add(listener);
    if (this.state === 'failed') {
      this.load();
    } else if (!this.#end) {
      this.state = 'loading';
      this.#end = reading(() => this.load());
    }
    return () => this.#listeners.delete(listener);
  }

  async load() {
    if (this.#late) {
      this.#again = true;
      return;
    }
    this.#late = [];
    this.state = this.state === 'ready' ? 'ready' : 'loading';
    try {
      const all = await api.all(this.path);
      this.items = new Map(all.map((one) => [one.id, one]));
      this.state = 'ready';
      this.problem = null;
    } catch (problem) {
      this.state = this.state === 'ready' ? 'ready' : 'failed';
      this.problem = problem;
    }
    const late = this.#late;
    this.#late = null;
    late.forEach((one) => this.#put(one));
    this.#changed();
    if (this.#again) {
      this.#again = false;
      await this.load();
    }
  }

  /**
   * What an answer of the API said of one of them, so that it shows before the stream tells it. Where the stream was faster,
   * what it told is newer: a peer that was just made is ALIVE already.
   */
  put(one) {
    const known = this.items.get(one.id);
    if (!known || one.deleted || new Date(known.updated_at) < new Date(one.updated_at)) {
      this.#take(one);
    }
  }

  /** Nobody is logged in: nothing is known. */
  forget() {
    this.#end?.();
    this.#end = null;
    this.items = new Map();
    this.state = 'empty';
    this.#changed();
  }

  #take(one) {
    if (this.#late) {
      this.#late.push(one);
    }
    if (this.state !== 'empty') {
      this.#put(one);
      this.#changed();
    }
  }

  #put(one) {
    if (one.deleted) {
      this.items.delete(one.id);
    } else {
      this.items.set(one.id, one);
    }
  }

  #changed() {
    this.#named.list = null;
    if (!this.#told) {
      this.#told = true;
      requestAnimationFrame(() => {
        this.#told = false;
        this.#listeners.forEach((listener) => listener());
      });
    }
  }
}

export const peers = new Collection('peer', '/peers');
export const pools = new Collection('pool', '/gateway-pools');
export const routes = new Collection('route', '/routes');

/** The peer's name, or its number if it is not there any more. */
export function peerName(id) {
  return id === null || id === undefined ? '–' : (peers.get(id)?.name ?? `#${id}`);
}

export function poolName(id) {
  return id === null || id === undefined ? '–' : (pools.get(id)?.name ?? `#${id}`);
}

export function forgetAll() {
  [peers, pools, routes].forEach((collection) => collection.forget());
}
