import { SluiceElement, html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { drillOf, drills } from '../../base/drills.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { router } from '../../base/router.js';
import { peerName, peers } from '../../base/store.js';
import { whyNot } from '../../components/allowed.js';
import { say } from '../../components/notices.js';
import '../../components/moves.js';

const LENGTHS = ['30s', '1m', '5m', '15m'];

/** Begins a drill: on whom, how long, and before that what will move. */
class DrillStart extends SluiceElement {
  static properties = { peer: { state: true }, length: { state: true }, own: { state: true } };

  #form = new FormState(this);

  constructor() {
    super();
    this.peer = Number(router.query.get('peer')) || null;
    this.length = '1m';
    this.own = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.requestUpdate();
    this.during(peers.subscribe(draw));
    this.during(drills.subscribe(draw));
  }

  async #start(event) {
    event.preventDefault();
    const body = { peer_id: this.peer, for: this.length === 'own' ? this.own.trim() : this.length };
    const answer = await this.#form.submit(() => api.post('/drills', body));
    if (answer) {
      say(t('drills.started', { name: peerName(answer.peer_id) }));
      drills.refresh();
    }
  }

  #peers() {
    const list = peers.byName.filter((peer) => peer.enabled);
    const control = ({ id, describedBy, invalid }) => html`<select id=${id} name="peer_id" required aria-describedby=${describedBy}
      aria-invalid=${invalid} @change=${(event) => this.#choose(event.target.value)}>
      <option value="" ?selected=${this.peer === null}>${t('drills.choose')}</option>
      ${list.map((peer) => html`<option value=${peer.id} ?selected=${this.peer === peer.id}>${peer.name}</option>`)}
    </select>`;
    return field(this.#form, 'peer_id', { label: t('drills.peer'), control });
  }

  #choose(text) {
    this.peer = Number(text) || null;
    this.#form.clear();
    router.remember({ peer: this.peer });
  }

  #lengths() {
    const radio = (value, text) => html`<label><input type="radio" name="length" value=${value} .checked=${this.length === value}
      @change=${() => (this.length = value)}> ${text}</label>`;
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name="for" .value=${this.own} placeholder="2h"
      autocomplete="off" aria-describedby=${describedBy} aria-invalid=${invalid} @input=${(event) => (this.own = event.target.value)}>`;
    return html`<fieldset class="lengths"><legend>${t('drills.length')}</legend>
        ${LENGTHS.map((value) => radio(value, t(`drills.length.${value}`)))}${radio('own', t('drills.length.own'))}</fieldset>
      ${this.length === 'own' ? field(this.#form, 'for', { label: t('drills.length.value'), hint: t('drills.length.hint'), control }) : nothing}`;
  }

  render() {
    const reason = whyNot('operate');
    const running = drillOf(this.peer);
    return html`
      <form class="card" novalidate @submit=${(event) => this.#start(event)}>
        <div class="start"><div>${this.#peers()}</div><div>${this.#lengths()}</div></div>
        ${running ? html`<p>${t('drills.already')}</p>` : nothing}
        ${this.peer === null || running
          ? nothing
          : html`<h3>${t('drills.will')}</h3><sluice-moves .peer=${this.peer}></sluice-moves>`}
        ${formProblem(this.#form)}
        ${reason ? html`<p class="muted">${reason}</p>` : nothing}
        ${submitButton(this.#form, t('drills.start'), { disabled: reason !== null || this.peer === null || running !== undefined })}
      </form>
    `;
  }
}

customElements.define('sluice-drill-start', DrillStart);
