import { repeat } from 'lit/directives/repeat.js';
import { SluiceElement, html, nothing } from '../base/element.js';
import { step } from './row-keys.js';

const SPARE = 5; // rows drawn above and below what is seen
const CONTROLS = 'a, button, input, select, label';

/**
 * A table for thousands of rows, of which only those that are seen are in the page. All rows have one height, which the style
 * sheet says in pixels as `--row`. One row is the active one: arrows, Page and Home keys move it, Enter or Space chooses it,
 * Tab goes to its controls.
 *
 * `items`: what the rows are of; `row`: gives an item's cells, called with the item and whether its row is active; `head`: the
 * header cells; `label`: the table's name; `chosen`: the key of the row that is open. Fires `choose` with detail {item}.
 */
class SluiceRows extends SluiceElement {
  static properties = { items: {}, row: {}, head: {}, label: {}, chosen: {}, first: { state: true }, active: { state: true } };

  #height = 48;
  #room = 800;
  #resized = new ResizeObserver(() => this.#measure());
  #at = null; // the active item
  #inside = false; // whether a row had the focus before it was drawn anew
  #sought = null; // the chosen key, until its row has been brought into sight

  constructor() {
    super();
    this.items = [];
    this.first = 0;
    this.active = 0;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  get #box() {
    return this.querySelector('.rows-box');
  }

  #measure() {
    if (this.#box) {
      this.#height = parseFloat(getComputedStyle(this).getPropertyValue('--row')) || 48;
      this.#room = this.#box.clientHeight;
      this.#scrolled();
      this.requestUpdate();
    }
  }

  #scrolled() {
    this.first = Math.max(0, Math.floor(this.#box.scrollTop / this.#height) - SPARE);
  }

  get #page() {
    return Math.ceil(this.#room / this.#height);
  }

  willUpdate(changed) {
    const last = Math.max(0, this.items.length - 1);
    if (changed.has('items') && this.#at) {
      const now = this.items.findIndex((item) => item.id === this.#at.id);
      this.active = now < 0 ? this.active : now;
    }
    this.#sought = changed.has('chosen') ? this.chosen : this.#sought;
    this.active = Math.max(0, Math.min(this.active, last));
    this.#at = this.items[this.active] ?? null;
    this.first = Math.max(0, Math.min(this.first, this.items.length - this.#count));
    const focused = document.activeElement;
    this.#inside = focused !== this.#box && this.#box?.contains(focused) && focused.closest('tbody') !== null;
  }

  firstUpdated() {
    this.#resized.observe(this.#box);
    this.#measure();
  }

  updated() {
    const [above, below] = this.querySelectorAll('tr.gap');
    const drawn = this.#drawn.length;
    above.style.setProperty('height', `${this.first * this.#height}px`);
    below.style.setProperty('height', `${(this.items.length - this.first - drawn) * this.#height}px`);
    this.#seek();
    if (this.#inside && !document.activeElement?.closest(`tr[data-index="${this.active}"]`)) {
      const row = this.querySelector(`tr[data-index="${this.active}"]`);
      (row ?? this.#box).focus({ preventScroll: true }); // out of sight, the box has it: the keys go on from there
    }
  }

  /** How many rows are in the page at most. */
  get #count() {
    return this.#page + 2 * SPARE;
  }

  get #drawn() {
    return this.items.slice(this.first, this.first + this.#count);
  }

  #seek() {
    const index = this.#sought ? this.items.findIndex((item) => item.id === this.#sought) : -1;
    if (index >= 0) {
      this.#sought = null;
      this.#activate(index);
      this.#show(index);
    }
  }

  /** Scrolls no further than needed for the row to be in sight. */
  #show(index) {
    const box = this.#box;
    const top = index * this.#height;
    const room = box.clientHeight - this.querySelector('thead').offsetHeight;
    if (top < box.scrollTop) {
      box.scrollTop = top;
    } else if (top + this.#height > box.scrollTop + room) {
      box.scrollTop = top + this.#height - room;
    }
    this.#scrolled();
  }

  /** Makes a row the active one, in sight and with the focus. */
  async goTo(index) {
    this.#activate(Math.max(0, Math.min(index, this.items.length - 1)));
    this.#show(this.active);
    await this.updateComplete;
    this.querySelector(`tr[data-index="${this.active}"]`)?.focus({ preventScroll: true });
  }

  #onKey(event) {
    const next = event.target.closest('thead') ? null : step(event, this.active, this.items.length, this.#page - 1);
    if (next !== null) {
      event.preventDefault();
      this.goTo(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && event.target.matches('tr, .rows-box') && this.items.length > 0) {
      event.preventDefault();
      this.#choose(this.items[this.active]);
    }
  }

  #onClick(event, item) {
    if (!event.target.closest(CONTROLS) && getSelection().isCollapsed) {
      this.#choose(item);
    }
  }

  #choose(item) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { item } }));
  }

  #activate(index) {
    this.active = index;
    this.#at = this.items[index];
  }

  /** A row that is scrolled out of sight is the one that comes into it: far cheaper than a new one. */
  #row(item, index) {
    const active = index === this.active;
    return html`<tr role="row" aria-rowindex=${index + 2} data-index=${index} tabindex=${active ? 0 : -1}
      aria-selected=${item.id === this.chosen ? 'true' : 'false'} @click=${(event) => this.#onClick(event, item)}
      @focusin=${() => this.#activate(index)}>${this.row(item, active)}</tr>`;
  }

  render() {
    return html`
      <div class="rows-box" tabindex="-1" @scroll=${() => this.#scrolled()} @keydown=${(event) => this.#onKey(event)}>
        <table class="rows" role="grid" aria-label=${this.label ?? nothing} aria-rowcount=${this.items.length + 1}>
          <thead role="rowgroup"><tr role="row" aria-rowindex="1">${this.head}</tr></thead>
          <tbody role="rowgroup">
            <tr class="gap" aria-hidden="true"><td></td></tr>
            ${repeat(this.#drawn, (_, index) => (this.first + index) % this.#count, (item, index) => this.#row(item, this.first + index))}
            <tr class="gap" aria-hidden="true"><td></td></tr>
          </tbody>
        </table>
      </div>
    `;
  }
}

customElements.define('sluice-rows', SluiceRows);
