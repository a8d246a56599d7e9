import { html } from '../base/element.js';
import { t } from '../base/i18n.js';
import { FormState, formProblem } from '../base/form.js';
import { SluiceDialog } from './dialog.js';

/** The question before something moves or is lost: it says what will, and does it only on the second click. */
class SluiceConfirm extends SluiceDialog {
  #asked = null;
  #form = new FormState(this);

  /**
   * Asks, does, and shows the API's words if it refuses. Resolves to the action's answer, or to undefined if it was called off.
   *
   * @param question {heading, body, verb, danger, action}: body is a template or text; action gives a promise
   */
  ask(question) {
    return new Promise((resolve) => {
      this.#asked = { ...question, resolve };
      this.#form.clear();
      this.open();
    });
  }

  heading() {
    return this.#asked.heading;
  }

  content() {
    const { body, verb, danger } = this.#asked;
    return html`
      <div>${body}</div>
      ${formProblem(this.#form)}
      <footer>
        <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
        <button type="button" class="main ${danger ? 'danger' : ''}" autofocus aria-busy=${this.#form.busy}
          ?disabled=${this.#form.busy} @click=${() => this.#do()}>${verb}</button>
      </footer>
    `;
  }

  async #do() {
    const answer = await this.#form.submit(this.#asked.action);
    if (answer !== undefined) {
      this.#asked.resolve(answer);
      this.close();
    }
  }

  closed() {
    this.#asked.resolve(undefined);
  }
}

customElements.define('sluice-confirm', SluiceConfirm);

/** Asks with the page's one confirmation dialog; see SluiceConfirm.ask. */
export function confirm(question) {
  return document.querySelector('sluice-confirm').ask(question);
}
