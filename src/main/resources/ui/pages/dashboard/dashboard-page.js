import { LiveAnswer } from '../../base/answer.js';
import { api } from '../../base/api.js';
import { drills } from '../../base/drills.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { addWords, t } from '../../base/i18n.js';
import { peers, pools, routes } from '../../base/store.js';
import { style } from '../../base/style.js';
import { empty, loading } from '../../components/loading.js';
import en from '../../words/pages/dashboard.en.js';
import de from '../../words/pages/dashboard.de.js';
import { figures } from './figures.js';
import './latest-events.js';
import { peerStates } from './peer-states.js';
import { readinessList } from './readiness-list.js';
import './returns-list.js';
import { runningDrills } from './running-drills.js';
import './traffic.js';

addWords({ en, de });
await style(new URL('./dashboard.css', import.meta.url));

const status = new LiveAnswer(() => api.get('/status'), ['activity'], (told) => told.event === 'site_updated');
const readiness = new LiveAnswer(() => api.all('/readiness'), ['peer', 'pool', 'route']);

/** What is so now, at one glance: who serves, what would be lost, what returns when, what happened last. */
class DashboardPage extends SluiceElement {
  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.requestUpdate();
    [peers, pools, routes, readiness, status, drills].forEach((source) => this.during(source.subscribe(draw)));
  }

  #section(name, content, more = nothing) {
    return html`<section class="card ${name}" aria-labelledby="dashboard-${name}">
      <div class="title"><h2 id="dashboard-${name}">${t(`dashboard.${name}`)}</h2>${more}</div>
      ${content}
    </section>`;
  }

  #link(path, label) {
    return html`<a href=${path}>${label}</a>`;
  }

  #firstSteps() {
    return empty(t('dashboard.nothing'), html`<a role="button" href="/welcome">${t('dashboard.first-steps')}</a>`);
  }

  /** All routes are closed: what else is shown here reaches nobody. */
  #closed() {
    return status.value?.maintenance
      ? html`<p class="card closed" role="status"><strong>${t('dashboard.closed')}</strong> ${t('dashboard.closed.means')}
          <a href="/settings?section=site">${t('dashboard.closed.open')}</a></p>`
      : nothing;
  }

  #body() {
    const waiting = [peers, routes, pools].find((collection) => collection.state !== 'ready');
    if (waiting) {
      return loading(waiting);
    }
    const bare = peers.items.size === 0 && routes.items.size === 0;
    const half = !bare && (peers.items.size === 0 || routes.items.size === 0);
    return html`
      ${bare ? this.#firstSteps() : nothing}
      ${half ? html`<p class="card hint-line">${t('dashboard.half')} <a href="/welcome">${t('dashboard.first-steps')}</a></p>` : nothing}
      ${bare ? nothing : figures(routes.list, readiness.value)}
      <div class="board">
        ${bare ? nothing : this.#section('traffic', html`<sluice-traffic></sluice-traffic>`)}
        ${bare ? nothing : this.#section('peers', peerStates(peers.byName), this.#link('/peers', t('dashboard.all-peers')))}
        ${bare ? nothing : this.#section('readiness', readinessList(readiness))}
        ${bare ? nothing : this.#section('returns', html`<sluice-returns></sluice-returns>`)}
        ${bare ? nothing : this.#section('drills', runningDrills(drills), this.#link('/drills', t('dashboard.all-drills')))}
        ${this.#section('events', html`<sluice-latest-events></sluice-latest-events>`, this.#link('/logs', t('dashboard.all-events')))}
      </div>
    `;
  }

  render() {
    return html`<div class="head"><h1 tabindex="-1">${t('page.dashboard')}</h1></div>${this.#closed()}${this.#body()}`;
  }
}

customElements.define('page-dashboard', DashboardPage);
