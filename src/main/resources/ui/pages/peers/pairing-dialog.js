import { html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { FormState, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { peers } from '../../base/store.js';
import { everySecond, now } from '../../base/time.js';
import { copyable } from '../../components/copy.js';
import { SluiceDialog } from '../../components/dialog.js';
import { agent } from './facts.js';

/** A code by which an agent is paired, told once, and what comes of it. */
class PairingDialog extends SluiceDialog {
  #form = new FormState(this);
  #id = null;
  #code = null;
  #before = null;

  connectedCallback() {
    super.connectedCallback();
    this.during(peers.subscribe(() => this.shown && this.requestUpdate()));
    this.during(everySecond(() => this.#code && this.requestUpdate()));
  }

  show(peer) {
    this.#id = peer.id;
    this.#code = null;
    this.#form.clear();
    this.open();
  }

  closed() {
    this.#code = null;
  }

  get #peer() {
    return peers.get(this.#id);
  }

  heading() {
    return t('peers.pair.heading', { name: this.#peer?.name ?? `#${this.#id}` });
  }

  async #issue(event) {
    event.preventDefault();
    const before = this.#peer?.agent?.paired_at ?? null;
    const code = await this.#form.submit(() => api.post(`/peers/${this.#id}/pairing-code`));
    if (code) {
      this.#before = before;
      this.#code = code;
      this.requestUpdate();
    }
  }

  #issued() {
    const paired = this.#peer?.agent;
    if (paired && paired.paired_at !== this.#before) {
      return html`<p role="status"><strong>${t('peers.pair.done')}</strong> ${agent(paired)}</p>`;
    }
    if (new Date(this.#code.expires_at).getTime() <= now()) {
      return html`<p role="status">${t('peers.pair.over')}</p>`;
    }
    return html`
      <p>${t('peers.pair.enter')}</p>
      ${copyable(this.#code.command, t('peers.pair.command'))}
      <p>${t('peers.pair.code')}</p>
      ${copyable(this.#code.code, t('peers.pair.code'))}
      <p>${t('peers.pair.ends')} <strong><sluice-countdown to=${this.#code.expires_at}></sluice-countdown></strong>.
        ${t('peers.pair.once')}</p>
      <p aria-busy="true">${t('peers.pair.waiting')}</p>`;
  }

  content() {
    const paired = this.#peer?.agent;
    return html`
      <form @submit=${(event) => this.#issue(event)}>
        <p>${t('peers.pair.what')}</p>
        ${!this.#code && paired ? html`<p>${t('peers.pair.already')} ${agent(paired)}</p>` : nothing}
        ${this.#code ? this.#issued() : nothing}
        ${formProblem(this.#form)}
        <footer>
          <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.close')}</button>
          ${submitButton(this.#form, t(this.#code ? 'peers.pair.another' : 'peers.pair.issue'))}
        </footer>
      </form>
    `;
  }
}

customElements.define('sluice-pairing', PairingDialog);
