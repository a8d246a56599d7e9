import { html, nothing } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';
import { peerName, peers } from '../../base/store.js';
import { SluiceDialog } from '../../components/dialog.js';
import { say } from '../../components/notices.js';
import { homeOf, peerBadge } from '../../components/state-badge.js';
import { pivot } from './commands.js';
import { apart, candidates } from './naming.js';

const LENGTHS = ['', '30m', '2h', '8h', '1d', 'own'];

/** Where the operator says who serves a route for now. */
class RoutePivot extends SluiceDialog {
  static properties = { route: {}, to: { state: true }, length: { state: true } };

  #form = new FormState(this);

  ask(route) {
    this.#form.clear();
    this.route = route;
    this.to = candidates(route).find((id) => id !== route.serving_peer_id) ?? null;
    this.length = '';
    this.open();
  }

  async #send(event) {
    event.preventDefault();
    const own = event.target.elements.own?.value.trim();
    const length = this.length === 'own' ? own : this.length;
    const now = await this.#form.submit(() => pivot(this.route, this.to, length));
    if (now) {
      say(t('routes.pivot.done', { route: apart(routeName(now)), peer: apart(peerName(now.override?.peer_id ?? this.to)) }));
      this.close();
    }
  }

  heading() {
    return html`${t('routes.pivot.heading')} <bdi>${routeName(this.route)}</bdi>`;
  }

  #candidate(id) {
    const peer = peers.get(id);
    const notes = [id === homeOf(this.route) ? t('routes.pivot.home') : '', id === this.route.serving_peer_id ? t('routes.pivot.now') : ''];
    return html`<label><input type="radio" name="to" value=${id} .checked=${this.to === id} @change=${() => (this.to = id)}>
      <bdi>${peerName(id)}</bdi> ${peer ? peerBadge(peer) : nothing} <small class="muted">${notes.filter(Boolean).join(', ')}</small></label>`;
  }

  content() {
    const choice = ({ id, describedBy }) => html`<select id=${id} name="length" aria-describedby=${describedBy}
      @change=${(event) => (this.length = event.target.value)}>
      ${LENGTHS.map((one) => html`<option value=${one} ?selected=${one === this.length}>${t(`routes.pivot.for.${one || 'open'}`)}</option>`)}</select>`;
    const own = ({ id, describedBy, invalid }) => html`<input id=${id} name="own" autocomplete="off" placeholder="45m"
      aria-describedby=${describedBy} aria-invalid=${invalid}>`;
    const refused = this.#form.error('to_peer_id');
    return html`
      <form novalidate @submit=${(event) => this.#send(event)}>
        <p>${t('routes.pivot.what')}</p>
        <fieldset class="radios down"><legend>${t('routes.pivot.to')}</legend>${candidates(this.route).map((id) => this.#candidate(id))}</fieldset>
        ${refused ? html`<p class="error" role="alert">${refused}</p>` : nothing}
        ${field(this.#form, 'length', { label: t('routes.pivot.for'), control: choice })}
        ${this.length === 'own' ? field(this.#form, 'for', { label: t('routes.pivot.own'), hint: t('routes.pivot.own.hint'), control: own }) : nothing}
        ${formProblem(this.#form)}
        <footer>
          <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
          ${submitButton(this.#form, t('routes.pivot.do'), { disabled: this.to === null })}
        </footer>
      </form>
    `;
  }
}

customElements.define('sluice-route-pivot', RoutePivot);
