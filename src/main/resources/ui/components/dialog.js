import { SluiceElement, html, nothing } from '../base/element.js';
import { t } from '../base/i18n.js';

/**
 * The base of every dialog: a native modal one, so that focus stays in it, Escape closes it, and focus goes back to where it
 * was. A subclass gives `heading()` and `content()`; `content()` has its own buttons, in a `<footer>`.
 */
export class SluiceDialog extends SluiceElement {
  static properties = { shown: { state: true } };

  #before = null;

  constructor() {
    super();
    this.shown = false;
  }

  /** Shows it. */
  async open() {
    this.#before = document.activeElement;
    this.shown = true;
    await this.updateComplete;
    const dialog = this.querySelector('dialog');
    if (!dialog.open) {
      dialog.showModal();
      (dialog.querySelector('[autofocus]') ?? dialog.querySelector('input, select, textarea, button.main'))?.focus();
    }
  }

  close() {
    this.querySelector('dialog')?.close();
  }

  /** What happens once it is closed, by whatever way. */
  closed() {}

  #onClose(event) {
    if (event.target !== event.currentTarget) {
      return; // one within it
    }
    this.shown = false;
    this.closed();
    this.#before?.isConnected && this.#before.focus();
  }

  render() {
    if (!this.shown) {
      return nothing;
    }
    const id = `${this.localName}-heading`;
    return html`
      <dialog aria-labelledby=${id} @close=${(event) => this.#onClose(event)}>
        <article>
          <header>
            <h2 id=${id}>${this.heading()}</h2>
            <button type="button" class="close" aria-label=${t('dialog.close')} @click=${() => this.close()}>×</button>
          </header>
          ${this.content()}
        </article>
      </dialog>
    `;
  }
}
