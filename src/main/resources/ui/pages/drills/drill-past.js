import { repeat } from 'lit/directives/repeat.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { LiveAnswer } from '../../base/answer.js';
import { api } from '../../base/api.js';
import { number, t } from '../../base/i18n.js';
import { peerName, peers } from '../../base/store.js';
import { dateTime, length } from '../../base/time.js';
import './result-sheet.js';

const STEP = 20;
const MOST = 250;

/** The drills that are over, newest first; each opens its result sheet. */
class DrillPast extends SluiceElement {
  static properties = { opened: { state: true } };

  #limit = STEP;
  #ended = new LiveAnswer(() => api.get(`/logs/activity?event=drill_ended&limit=${this.#limit}`), ['activity'], (told) =>
    told.event === 'drill_ended');

  constructor() {
    super();
    this.opened = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(this.#ended.subscribe(() => this.requestUpdate()));
    this.during(peers.subscribe(() => this.requestUpdate()));
  }

  #toggle(event, uid) {
    if (event.target.open) {
      this.opened = new Set(this.opened).add(uid);
    }
  }

  #more() {
    this.#limit = Math.min(MOST, this.#limit + 2 * STEP);
    this.#ended.refresh();
  }

  #one(event) {
    const { peer_id: id, peer_name: name, receipt } = event.details;
    return html`<details class="past" @toggle=${(toggled) => this.#toggle(toggled, event.uid)}>
      <summary>
        <strong><bdi>${peers.get(id)?.name ?? name ?? peerName(id)}</bdi></strong>
        <time class="number" datetime=${event.at}>${dateTime(event.at)}</time>
        <span>${t('drills.lasted', { length: length(receipt.lasted_ms / 1000) })}</span>
        <span>${t('drills.away', { count: receipt.routes_away, number: number(receipt.routes_away) })}</span>
        <span class="muted">${t(`drills.ended.${receipt.ended_by}`)}</span>
      </summary>
      ${this.opened.has(event.uid) ? html`<sluice-drill-sheet .ended=${event}></sluice-drill-sheet>` : nothing}
    </details>`;
  }

  render() {
    const { value, problem } = this.#ended;
    if (problem) {
      return html`<p class="problem" role="alert">${problem.detail}</p>`;
    }
    if (!value) {
      return html`<p class="loading" aria-busy="true">${t('loading.reading')}</p>`;
    }
    if (value.items.length === 0) {
      return html`<p class="muted">${t('drills.no-past')}</p>`;
    }
    return html`
      ${repeat(value.items, (event) => event.uid, (event) => this.#one(event))}
      ${value.total > value.items.length && this.#limit < MOST
        ? html`<button type="button" class="small secondary" @click=${() => this.#more()}>${t('drills.more')}</button>`
        : nothing}
    `;
  }
}

customElements.define('sluice-drill-past', DrillPast);
