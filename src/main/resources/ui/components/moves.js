import { SluiceElement, html, nothing } from '../base/element.js';
import { LiveAnswer } from '../base/answer.js';
import { api } from '../base/api.js';
import { addWords, number, t } from '../base/i18n.js';
import { carriers, routeName } from '../base/served.js';
import { peerName, peers, routes } from '../base/store.js';
import en from '../words/moves.en.js';
import de from '../words/moves.de.js';

addWords({ en, de });

const NAMED = 50;
const readiness = new LiveAnswer(() => api.all('/readiness'), ['route', 'peer', 'pool']);

/** Which routes would go elsewhere, and whereto, if a peer took no requests: `<sluice-moves .peer=${id}>`. Kept true while shown. */
class SluiceMoves extends SluiceElement {
  static properties = { peer: {} };

  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.requestUpdate();
    this.during(readiness.subscribe(draw));
    this.during(routes.subscribe(draw));
    this.during(peers.subscribe(draw));
  }

  #names(items) {
    const more = items.length - NAMED;
    return html`<details><summary>${t('moves.which')}</summary><ul class="names">
      ${items.slice(0, NAMED).map((item) => html`<li><bdi>${routeName(item)}</bdi></li>`)}
      ${more > 0 ? html`<li class="muted">${t('moves.more', { more: number(more) })}</li>` : nothing}</ul></details>`;
  }

  #onto(id, items) {
    return html`<li><strong>${t('moves.onto', { count: items.length, number: number(items.length) })}</strong>
      <bdi>${peerName(id)}</bdi> ${this.#names(items)}</li>`;
  }

  #stopped(why, items) {
    return html`<li class="error"><strong>${t('moves.stops', { count: items.length, number: number(items.length) })}</strong>
      ${t(`moves.why.${why}`)} ${this.#names(items)}</li>`;
  }

  render() {
    if (readiness.problem) {
      return html`<p class="error" role="alert">${readiness.problem.detail}</p>`;
    }
    if (!readiness.value || routes.state === 'loading') {
      return html`<p aria-busy="true">${t('loading.reading')}</p>`;
    }
    const balanced = new Set(
      routes.list.filter((route) => route.members.length > 0 && carriers(route).includes(this.peer)).map((route) => route.id),
    );
    const own = readiness.value.filter((item) => item.serving_peer_id === this.peer || balanced.has(item.route_id));
    const moving = Map.groupBy(own.filter((item) => item.survives && item.onto_peer_id !== null), (item) => item.onto_peer_id);
    const shared = own.filter((item) => item.survives && item.onto_peer_id === null);
    const stopping = Map.groupBy(own.filter((item) => !item.survives), (item) => item.why_not);
    if (own.length === 0) {
      return html`<p class="moves">${t('moves.none')}</p>`;
    }
    return html`<ul class="moves">
      ${[...stopping].map(([why, items]) => this.#stopped(why, items))}
      ${[...moving].map(([id, items]) => this.#onto(id, items))}
      ${shared.length > 0
        ? html`<li><strong>${t('moves.shared', { count: shared.length, number: number(shared.length) })}</strong>
            ${this.#names(shared)}</li>`
        : nothing}
    </ul>`;
  }
}

customElements.define('sluice-moves', SluiceMoves);
