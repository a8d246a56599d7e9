import { live } from './live.js';

const LENGTH = 120;

/** What a second's traffic was: the latest, and how it went for the last two minutes. */
class Pulse {
  #listeners = new Set();

  /** The newest one, as the stream told it; null before the first. */
  latest = null;

  /** The last ones, oldest first: {at, requests_per_s, errors_per_s, p99_ms}. */
  history = [];

  #peers = new Map();
  #routes = new Map();

  constructor() {
    live.on('pulse', (pulse) => this.#take(pulse));
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A peer's numbers of this second; undefined if none are known. */
  peer(id) {
    return this.#peers.get(id)?.latest;
  }

  /** The peer's usual times to an answer, oldest first, in ms; null where it gave none. */
  latencies(id) {
    return this.#peers.get(id)?.latencies ?? [];
  }

  /** A route's {requests_per_s, errors_per_s}; zeros without traffic. */
  route(id) {
    return this.#routes.get(id) ?? { requests_per_s: 0, errors_per_s: 0 };
  }

  #take(pulse) {
    this.latest = pulse;
    this.history.push(pulse);
    this.history.splice(0, this.history.length - LENGTH);
    for (const one of pulse.peers) {
      const known = this.#peers.get(one.id) ?? { latencies: [] };
      known.latest = one;
      known.latencies.push(one.smoothed_ms);
      known.latencies.splice(0, known.latencies.length - LENGTH / 2);
      this.#peers.set(one.id, known);
    }
    this.#routes = new Map(pulse.routes.map((one) => [one.id, one])); // one that is not told has no traffic
    this.#listeners.forEach((listener) => listener());
  }
}

export const pulse = new Pulse();
