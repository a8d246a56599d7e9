import { SluiceElement, html, nothing } from '../../base/element.js';
import { addWords, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { router } from '../../base/router.js';
import { peers, pools, routes } from '../../base/store.js';
import { style } from '../../base/style.js';
import { whyNot } from '../../components/allowed.js';
import { empty, loading } from '../../components/loading.js';
import '../../components/rows.js';
import '../../components/ticking.js';
import './details.js';
import './editor.js';
import './explain-box.js';
import './pivot-dialog.js';
import { filterBar } from './filter-bar.js';
import { head } from './head.js';
import { cells } from './row.js';
import { filter, forgetTexts } from './search.js';
import { sorted } from './sorting.js';
import en from '../../words/pages/routes.en.js';
import de from '../../words/pages/routes.de.js';

addWords({ en, de });
await Promise.all(['routes', 'details', 'editor', 'explain'].map((name) => style(new URL(`./${name}.css`, import.meta.url))));

const OVER = matchMedia('(max-width: 75rem)'); // as in details.css
const FILTERS = ['q', 'state', 'peer', 'pool', 'kind'];

/** All routes: which there are, who serves each, and what may be done about it. */
class RoutesPage extends SluiceElement {
  static properties = { wanted: { state: true }, order: { state: true }, opened: { state: true } };

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
    this.opened = Number(query.get('route')) || null;
    this.#changed();
  }

  #changed() {
    this.#view = null;
    if (this.opened && routes.state === 'ready' && !routes.get(this.opened)) {
      this.#open(null); // it is deleted
    }
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

  #open(id) {
    this.opened = id;
    router.remember({ route: id });
  }

  #close() {
    this.#open(null);
    this.querySelector('tr[tabindex="0"]')?.focus({ preventScroll: true });
  }

  #explain(url) {
    if (OVER.matches) {
      this.#open(null); // the details lie over the answer
    }
    this.querySelector('sluice-explain').show(url);
  }

  /** What the details of a route may ask for. */
  #does = {
    edit: (route) => this.querySelector('sluice-route-editor').edit(route),
    pivot: (route) => this.querySelector('sluice-route-pivot').ask(route),
    explain: (url) => this.#explain(url),
    close: () => this.#close(),
  };

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
      .row=${(route, active) => cells(route, active, this.#does.edit)} .label=${t('page.routes')} .chosen=${this.opened}
      @choose=${(event) => this.#open(event.detail.item.id)}></sluice-rows>
      <p class="keys muted">${t('routes.keys')}</p>`;
    const opened = routes.get(this.opened);
    return html`${bar}<div class="with-details ${opened ? 'open' : ''}">
      <div>${this.#view.length > 0 ? rows : empty(t('routes.none-found'))}</div>
      ${opened ? html`<sluice-route-details .route=${opened} .does=${this.#does}></sluice-route-details>` : nothing}</div>`;
  }

  #body() {
    if (routes.state !== 'ready') {
      return loading(routes);
    }
    return routes.items.size === 0 ? empty(t('routes.none')) : this.#table();
  }

  render() {
    const refused = whyNot('admin');
    return html`
      <div class="head"><h1 tabindex="-1">${t('page.routes')}</h1>
        <div class="actions">
          ${refused ? html`<small class="muted">${refused}</small>` : nothing}
          <button type="button" class="main" ?disabled=${refused !== null} @click=${() => this.#does.edit(null)}>${t('routes.create')}</button>
        </div>
      </div>
      <sluice-explain></sluice-explain>
      ${this.#body()}
      <sluice-route-editor @saved=${(event) => this.#open(event.detail.route.id)}></sluice-route-editor>
      <sluice-route-pivot></sluice-route-pivot>
    `;
  }
}

customElements.define('page-routes', RoutesPage);
