import { repeat } from 'lit/directives/repeat.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { drillOf, drills } from '../../base/drills.js';
import { addWords, number, t } from '../../base/i18n.js';
import { router } from '../../base/router.js';
import { byCarrier } from '../../base/served.js';
import { peers, pools, routes } from '../../base/store.js';
import { style } from '../../base/style.js';
import { whyNot } from '../../components/allowed.js';
import { empty, loading } from '../../components/loading.js';
import en from '../../words/pages/peers.en.js';
import de from '../../words/pages/peers.de.js';
import { FILTERS, ordered, passes, search, stateOf } from './order.js';
import './peer-card.js';
import './peer-form.js';
import './drain-dialog.js';
import './pairing-dialog.js';

addWords({ en, de });
await style(new URL('./peers.css', import.meta.url));

/** All peers: how they are, and what can be done with them. */
class PeersPage extends SluiceElement {
  static properties = { text: { state: true }, filter: { state: true } };

  constructor() {
    super();
    this.text = router.query.get('q') ?? '';
    const filter = router.query.get('state');
    this.filter = FILTERS.includes(filter) ? filter : 'all';
  }

  #ordered = null;
  #served = null;

  connectedCallback() {
    super.connectedCallback();
    [pools, drills].forEach((source) => this.during(source.subscribe(() => this.requestUpdate())));
    [peers, routes].forEach((source) => this.during(source.subscribe(() => this.#changed())));
  }

  #changed() {
    this.#ordered = null;
    this.#served = null;
    this.requestUpdate();
  }

  /** What the cards ask of the page. */
  #does = {
    served: (peer) => this.#servedBy(peer),
    edit: (peer) => this.querySelector('sluice-peer-form').change(peer),
    drain: (peer) => this.querySelector('sluice-drain').ask(peer),
    pair: (peer) => this.querySelector('sluice-pairing').show(peer),
  };

  #servedBy(peer) {
    this.#served ??= byCarrier(routes.list);
    return this.#served.get(peer.id) ?? [];
  }

  #filter(values) {
    Object.assign(this, values);
    router.remember({ q: this.text, state: this.filter === 'all' ? null : this.filter });
  }

  #filters() {
    const count = (name) => number(peers.list.filter((peer) => passes(peer, name)).length);
    return html`
      <div class="filters">
        <label><span class="visually-hidden">${t('peers.search')}</span>
          <input type="search" .value=${this.text} placeholder=${t('peers.search')}
            @input=${(event) => this.#filter({ text: event.target.value })}></label>
        <label><span class="visually-hidden">${t('peers.filter')}</span>
          <select @change=${(event) => this.#filter({ filter: event.target.value })}>
            ${FILTERS.map((name) => html`<option value=${name} ?selected=${this.filter === name}>
              ${t(`peers.filter.${name}`)} (${count(name)})</option>`)}
          </select></label>
      </div>`;
  }

  #summary() {
    const by = Map.groupBy(peers.list, stateOf);
    const parts = ['alive', 'cooldown', 'down', 'unknown', 'drained', 'disabled']
      .filter((state) => by.has(state))
      .map((state) => `${number(by.get(state).length)} ${t(`state.${state}`)}`);
    return html`<p class="muted" aria-live="polite">${t('peers.count', { count: peers.items.size, number: number(peers.items.size) })}:
      ${parts.join(', ')}</p>`;
  }

  #list() {
    if (peers.state !== 'ready') {
      return loading(peers);
    }
    if (peers.items.size === 0) {
      return empty(t('peers.none'), this.#create());
    }
    this.#ordered ??= ordered(peers.byName);
    const shown = new Set(this.#ordered.filter(search(this)));
    return html`${this.#summary()}${this.#filters()}
      ${shown.size === 0 ? empty(t('peers.none-pass'), this.#clear()) : nothing}
      <ul class="peers">
        ${repeat(this.#ordered, (peer) => peer.id, (peer) => this.#card(peer, shown.has(peer)))}
      </ul>`;
  }

  /** One that does not pass stays, but nobody perceives it: far cheaper than to make it anew, or to lay it out anew. */
  #card(peer, passes) {
    return html`<li class=${passes ? 'in' : 'out'} aria-hidden=${passes ? nothing : 'true'}><sluice-peer .peer=${peer} .does=${this.#does}
      .served=${this.#servedBy(peer).length} .drill=${drillOf(peer.id)}></sluice-peer></li>`;
  }

  #clear() {
    return html`<button type="button" class="secondary" @click=${() => this.#filter({ text: '', filter: 'all' })}>
      ${t('peers.filter.clear')}</button>`;
  }

  #create() {
    const reason = whyNot('admin');
    return html`<button type="button" ?disabled=${reason !== null} title=${reason ?? nothing}
      @click=${() => this.querySelector('sluice-peer-form').create()}>${t('peers.create')}</button>`;
  }

  render() {
    const reason = whyNot('operate') ?? whyNot('admin');
    return html`
      <div class="head"><h1 tabindex="-1">${t('page.peers')}</h1><div class="actions">${this.#create()}</div></div>
      ${reason ? html`<p class="muted">${t('peers.limited')} ${reason}.</p>` : nothing}
      ${this.#list()}
      <sluice-peer-form></sluice-peer-form><sluice-drain></sluice-drain><sluice-pairing></sluice-pairing>
    `;
  }
}

customElements.define('page-peers', PeersPage);
