import { live } from './live.js';
import { reading } from './reading.js';

const SETTLE_MS = 300;

/**
 * An answer of the API that is read again when the stream tells something that concerns it, never by the clock. Several
 * changes within 300 ms are one reading.
 */
export class LiveAnswer {
  #listeners = new Set();
  #ends = [];
  #due = null;
  #types;
  #concerns;
  #read;
  value = null;
  problem = null;

  /**
   * @param read gives a promise of the answer
   * @param types the types of events after which it is read again
   * @param concerns whether such an event concerns it, where not all of them do
   */
  constructor(read, types, concerns = () => true) {
    this.#read = read;
    this.#types = types;
    this.#concerns = concerns;
  }

  /** Reads it now and keeps it true while there are listeners; returns what ends that. */
  subscribe(listener) {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      const ends = this.#types.map((type) => live.on(type, (told) => this.#concerns(told) && this.#soon()));
      this.#ends = [...ends, reading(() => this.refresh())];
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#ends.splice(0).forEach((end) => end());
        clearTimeout(this.#due);
        this.#due = null;
      }
    };
  }

  async refresh() {
    try {
      this.value = await this.#read();
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.#listeners.forEach((listener) => listener());
  }

  #soon() {
    this.#due ??= setTimeout(() => {
      this.#due = null;
      this.refresh();
    }, SETTLE_MS);
  }
}
