import { html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { FormState, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { peers } from '../../base/store.js';
import { SluiceDialog } from '../../components/dialog.js';
import { say } from '../../components/notices.js';
import '../../components/moves.js';

/** The question before a peer is drained: what moves, and, where the API refuses because routes would stop, whether all the same. */
class DrainDialog extends SluiceDialog {
  #form = new FormState(this);
  #peer = null;
  #refused = false;
  #force = false;

  ask(peer) {
    this.#peer = peer;
    this.#refused = false;
    this.#force = false;
    this.#form.clear();
    this.open();
  }

  heading() {
    return t('peers.drain.heading', { name: this.#peer.name });
  }

  async #drain(event) {
    event.preventDefault();
    const body = this.#force ? { force: true } : undefined;
    const answer = await this.#form.submit(() => api.post(`/peers/${this.#peer.id}/drain`, body));
    this.#refused ||= this.#form.problem?.code === 'drain_would_stop_routes';
    this.requestUpdate();
    if (answer) {
      peers.put(answer);
      this.close();
      say(t('peers.drain.done', { name: answer.name }));
    }
  }

  #forcing() {
    return html`<label><input type="checkbox" .checked=${this.#force} @change=${(event) => {
      this.#force = event.target.checked;
      this.requestUpdate();
    }}> ${t('peers.drain.force')}</label>`;
  }

  content() {
    return html`
      <form @submit=${(event) => this.#drain(event)}>
        <p>${t('peers.drain.what')}</p>
        <sluice-moves .peer=${this.#peer.id}></sluice-moves>
        ${formProblem(this.#form)}
        ${this.#refused ? this.#forcing() : nothing}
        <footer>
          <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
          ${submitButton(this.#form, t('peers.drain'), { danger: this.#force, disabled: this.#refused && !this.#force })}
        </footer>
      </form>
    `;
  }
}

customElements.define('sluice-drain', DrainDialog);
