import { SluiceElement, html } from '../../base/element.js';
import { addWords, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { router } from '../../base/router.js';
import { peers, pools, routes } from '../../base/store.js';
import { style } from '../../base/style.js';
import { empty, loading } from '../../components/loading.js';
import '../../components/rows.js';
import '../../components/ticking.js';
import { filterBar } from './filter-bar.js';
import { head } from './head.js';
import { cells } from './row.js';
import { filter, forgetTexts } from './search.js';
import { sorted } from './sorting.js';
import en from '../../words/pages/routes.en.js';
import de from '../../words/pages/routes.de.js';

addWords({ en, de });
await style(new URL('./routes.css', import.meta.url));

const FILTERS = ['q', 'state', 'peer', 'pool', 'kind'];

/** All routes: which there are, who serves each, and what may be done about it. */
class RoutesPage extends SluiceElement {
  static properties = { wanted: { state: true }, order: { state: true } };

  #view = null;

  connectedCallback() {
    super.connectedCallback();
    this.#readAddress();
    this.during(router.onChange(() => this.#readAddress()));
    this.during(routes.subscribe(() => this.#changed()));
    for (const collection of [peers, pools]) {
      this.during(
        collection.subscribe(() => {
          forgetTexts();
          this.#changed();
        }),
      );
    }
    this.during(pulse.subscribe(() => this.#pulsed()));
  }

  #readAddress() {
    const query = router.query;
    this.wanted = Object.fromEntries(FILTERS.map((name) => [name, query.get(name)]));
    this.order = query.get('sort') ?? 'domain';
    this.#changed();
  }

  #changed() {
    this.#view = null;
    this.requestUpdate();
  }

  /** Each second: who is in sight has other numbers; the order is another only if it goes by them. */
  #pulsed() {
    if (this.order === 'rate') {
      this.#changed();
    } else {
      this.querySelector('sluice-rows')?.requestUpdate();
    }
  }

  #narrow(change) {
    this.wanted = { ...this.wanted, ...change };
    router.remember(this.wanted);
    this.#changed();
  }

  #reorder(order) {
    this.order = order;
    router.remember({ sort: order === 'domain' ? null : order });
    this.#changed();
  }

  #table() {
    this.#view ??= sorted(routes.list.filter(filter(this.wanted)), this.order);
    const bar = filterBar({
      wanted: this.wanted,
      order: this.order,
      shown: this.#view.length,
      total: routes.items.size,
      change: (change) => this.#narrow(change),
      reorder: (order) => this.#reorder(order),
    });
    const rows = html`<sluice-rows .items=${this.#view} .head=${head(this.order, (order) => this.#reorder(order))}
      .row=${cells} .label=${t('page.routes')}></sluice-rows>`;
    return html`${bar}${this.#view.length > 0 ? rows : empty(t('routes.none-found'))}`;
  }

  #body() {
    if (routes.state !== 'ready') {
      return loading(routes);
    }
    return routes.items.size === 0 ? empty(t('routes.none')) : this.#table();
  }

  render() {
    return html`
      <div class="head"><h1 tabindex="-1">${t('page.routes')}</h1></div>
      ${this.#body()}
    `;
  }
}

customElements.define('page-routes', RoutesPage);
