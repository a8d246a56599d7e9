import { SluiceElement, html, nothing } from '../../base/element.js';
import { LiveAnswer } from '../../base/answer.js';
import { api } from '../../base/api.js';
import { addWords, t } from '../../base/i18n.js';
import { peerName } from '../../base/store.js';
import { badge } from '../../components/state-badge.js';
import en from '../../words/moves.en.js';
import de from '../../words/moves.de.js';

addWords({ en, de });

/** Whether the route would survive the loss of the peer that serves it now. */
class RouteReadiness extends SluiceElement {
  static properties = { route: {} };

  #answer = null;

  connectedCallback() {
    super.connectedCallback();
    this.#answer = new LiveAnswer(() => api.get(`/readiness?route=${this.route}`), ['peer', 'pool', 'route']);
    this.during(this.#answer.subscribe(() => this.requestUpdate()));
  }

  #said({ serving_peer_id: now, survives, onto_peer_id: onto, why_not: why }) {
    if (!survives) {
      return html`${badge('bad', t('routes.ready.no'))} ${t(`moves.why.${why}`)}`;
    }
    return onto === null
      ? html`${badge('good', t('routes.ready.yes'))} ${t('routes.ready.shared')}`
      : html`${badge('good', t('routes.ready.yes'))} ${t('routes.ready.lost')} <bdi>${peerName(now)}</bdi>
          → <bdi>${peerName(onto)}</bdi>`;
  }

  #unreached(items) {
    return items.length === 0
      ? nothing
      : html`<ul>${items.map((one) => html`<li><bdi>${peerName(one.peer_id)}</bdi> ${t('routes.ready.unreached')}
          <bdi>${one.lan_host ?? ''}</bdi> ${one.why ? html`(<bdi>${one.why}</bdi>)` : nothing}</li>`)}</ul>`;
  }

  render() {
    const item = this.#answer.value?.items[0];
    return html`<section><h3>${t('routes.details.readiness')}</h3>
      ${this.#answer.problem ? html`<p class="error" role="alert">${this.#answer.problem.detail}</p>` : nothing}
      ${item ? html`<p>${this.#said(item)}</p>${this.#unreached(item.unreached_by)}` : nothing}</section>`;
  }
}

customElements.define('sluice-route-readiness', RouteReadiness);
