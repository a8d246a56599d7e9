import { SluiceElement } from './element.js';
import { whileSeen } from './sight.js';
import { inTurn } from './turns.js';

/**
 * The base of what there may be hundreds of in a page: what is in sight or near to it is drawn at once, the rest in turn. So all
 * of it is there before it is scrolled to, and meanwhile the page answers to whoever uses it.
 */
export class SeenElement extends SluiceElement {
  #drawNow = null;

  /** Whether it is in sight or near to it. */
  seen = false;

  connectedCallback() {
    super.connectedCallback();
    this.during(whileSeen(this, (seen) => this.#see(seen)));
    this.during(() => this.#see(false));
  }

  #see(seen) {
    this.seen = seen;
    if (seen && !this.#drawNow?.()) {
      this.requestUpdate(); // it may have missed something
    }
  }

  scheduleUpdate() {
    return this.seen ? super.scheduleUpdate() : this.#scheduleTurn();
  }

  #scheduleTurn() {
    return new Promise((drawn) => {
      this.#drawNow = inTurn(() => {
        this.#drawNow = null;
        drawn();
        super.scheduleUpdate();
      });
    });
  }
}
