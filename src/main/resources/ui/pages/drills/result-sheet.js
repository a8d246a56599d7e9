import { SluiceElement, html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { milliseconds, number, t } from '../../base/i18n.js';
import { live } from '../../base/live.js';
import { routeName } from '../../base/served.js';
import { routes } from '../../base/store.js';
import { dateTime } from '../../base/time.js';

const MOVES = ['pool_failover_activated', 'pool_failover_restored'];
const OTHERS = ['gateway_down', 'gateway_alive', 'pool_outage_started', 'pool_outage_resolved', 'route_outage_started', 'route_outage_resolved'];
const AFTER_MS = 3_000; // the way home is decided at the end, and told a moment later
const NAMED = 50;

/** What came of a drill: what moved, when, and what it cost, from the receipts of the moves. */
class DrillSheet extends SluiceElement {
  static properties = { ended: {}, events: { state: true }, problem: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.during(live.on('activity_updated', (told) => this.#updated(told)));
    this.during(routes.subscribe(() => this.requestUpdate()));
    this.#read();
  }

  async #read() {
    const { started_at: from, peer_id: peer } = this.ended.details;
    const until = new Date(new Date(this.ended.at).getTime() + AFTER_MS).toISOString();
    const names = ['drill_started', ...MOVES, ...OTHERS].join(',');
    const since = new Date(new Date(from).getTime() - 1000).toISOString();
    try {
      this.events = (await api.all(`/logs/activity?event=${names}&peer=${peer}&from=${since}&until=${until}`)).reverse();
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** A receipt was completed. */
  #updated(told) {
    this.events = this.events?.map((event) => (event.uid === told.uid ? told : event));
  }

  /** How long after the drill began, or ended, a move was told. */
  #delay(event) {
    const ended = event.event === 'pool_failover_restored';
    const from = new Date(ended ? this.ended.at : this.ended.details.started_at).getTime();
    const delay = milliseconds(Math.max(0, new Date(event.at).getTime() - from));
    return t(ended ? 'drills.after-end' : 'drills.after-start', { delay });
  }

  #move(event) {
    const { route_ids: ids, from_peer_name: from, to_peer_name: to, receipt } = event.details;
    return html`<tr>
      <td class="number"><time datetime=${event.at} title=${dateTime(event.at)}>${this.#delay(event)}</time></td>
      <td><details><summary>${t('drills.routes', { count: ids.length, number: number(ids.length) })}</summary><ul class="names">
        ${ids.slice(0, NAMED).map((id) => html`<li><bdi>${routes.get(id) ? routeName(routes.get(id)) : `#${id}`}</bdi></li>`)}
        ${ids.length > NAMED ? html`<li class="muted">${t('moves.more', { more: number(ids.length - NAMED) })}</li>` : nothing}
        </ul></details></td>
      <td><bdi>${from}</bdi> → <bdi>${to}</bdi></td>
      <td class="number">${milliseconds(receipt.publish_ms)}</td>
      <td class="number">${first(event, receipt)}</td>
      <td class="number">${receipt.failed === undefined ? t('drills.uncounted') : number(receipt.failed)}</td>
    </tr>`;
  }

  #began() {
    const started = this.events.find((event) => event.details.drill_id === this.ended.details.drill_id);
    const { started_at: at, receipt } = this.ended.details;
    return html`<p><time class="number" datetime=${at}>${dateTime(at)}</time>
      ${started ? html`${t('drills.by')} <bdi>${started.actor}</bdi>` : nothing} –
      <time class="number" datetime=${this.ended.at}>${dateTime(this.ended.at)}</time>, ${t(`drills.ended.${receipt.ended_by}`)}
      ${receipt.ended_by === 'operator' ? html`(<bdi>${this.ended.actor}</bdi>)` : nothing}</p>`;
  }

  #table(moves) {
    return moves.length === 0
      ? html`<p>${t('drills.no-moves')}</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label=${t('drills.moves')}><table>
          <caption class="visually-hidden">${t('drills.moves')}</caption>
          <thead><tr>${['when', 'what', 'whereto', 'published', 'first', 'failed'].map((name) =>
            html`<th scope="col">${t(`drills.column.${name}`)}</th>`)}</tr></thead>
          <tbody>${moves.map((event) => this.#move(event))}</tbody></table></div>`;
  }

  render() {
    if (this.problem) {
      return html`<p class="error" role="alert">${this.problem.detail}</p>`;
    }
    if (!this.events) {
      return html`<p aria-busy="true">${t('loading.reading')}</p>`;
    }
    const others = this.events.filter((event) => OTHERS.includes(event.event));
    return html`${this.#began()}
      ${this.#table(this.events.filter((event) => MOVES.includes(event.event)))}
      ${others.length > 0
        ? html`<h3>${t('drills.others')}</h3><ul>${others.map((event) => html`<li><time class="muted number" datetime=${event.at}>
            ${dateTime(event.at)}</time> <bdi>${event.message}</bdi></li>`)}</ul>`
        : nothing}
    `;
  }
}

/** When the first good answer came, on the way out; on the way home nobody waits for one. */
function first(event, receipt) {
  if (event.event !== 'pool_failover_activated') {
    return '–';
  }
  if (receipt.open) {
    return t('drills.open');
  }
  return receipt.first_good_answer_ms === undefined ? t('drills.no-request') : milliseconds(receipt.first_good_answer_ms);
}

customElements.define('sluice-drill-sheet', DrillSheet);
