import { SluiceElement, html, nothing } from '../../base/element.js';
import { addWords, t } from '../../base/i18n.js';
import { router } from '../../base/router.js';
import { peers, pools, routes } from '../../base/store.js';
import { style } from '../../base/style.js';
import { clockTime, dateTime, everySecond, now } from '../../base/time.js';
import { empty } from '../../components/loading.js';
import { problemBox } from '../../components/problem-box.js';
import en from '../../words/pages/timeline.en.js';
import de from '../../words/pages/timeline.de.js';
import { eventPanel } from './event-panel.js';
import { history } from './history.js';
import './lane-row.js';
import { lanes } from './lanes.js';

addWords({ en, de });
await style(new URL('./timeline.css', import.meta.url));

const LENGTHS = { '15m': 900, '1h': 3600, '6h': 21_600, '1d': 86_400, '7d': 604_800 };
const MOST_ROUTES = 100;
const REDRAWN_S = 5;

/** Each peer, pool and route as a lane of time: what it was, when that changed, and why. */
class TimelinePage extends SluiceElement {
  static properties = { span: { state: true }, chosen: { state: true } };

  #answer = null;
  #end = () => {};
  #seconds = 0;

  constructor() {
    super();
    this.chosen = null;
  }

  connectedCallback() {
    super.connectedCallback();
    [peers, pools, routes].forEach((collection) => this.during(collection.subscribe(() => this.requestUpdate())));
    this.during(everySecond(() => ++this.#seconds % REDRAWN_S === 0 && this.requestUpdate()));
    this.during(router.onChange(() => this.#read()));
    this.during(() => this.#end());
    this.#read();
  }

  #read() {
    const asked = router.query.get('span');
    const span = asked in LENGTHS ? asked : '1h';
    if (span !== this.span) {
      this.span = span;
      this.#end();
      this.#answer = history(LENGTHS[span]);
      this.#end = this.#answer.subscribe(() => this.requestUpdate());
    }
    this.requestUpdate();
  }

  #choose(span) {
    router.remember({ span });
    this.#read();
  }

  #lengths() {
    return html`<fieldset class="lengths"><legend class="visually-hidden">${t('timeline.span')}</legend>
      ${Object.keys(LENGTHS).map((name) => html`<label><input type="radio" name="span" .checked=${name === this.span}
        @change=${() => this.#choose(name)}> ${t(`timeline.span.${name}`)}</label>`)}</fieldset>`;
  }

  #axis(from, until) {
    const text = until - from > 86_400_000 ? dateTime : clockTime;
    const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => new Date(from.getTime() + part * (until - from)));
    return html`<div class="axis" aria-hidden="true"><span></span><span class="ticks">${ticks.map((at) => html`<span>${text(at)}</span>`)}</span></div>`;
  }

  #show = (event) => (this.chosen = event);

  #group(heading, all, from, until) {
    const shown = all.slice(0, MOST_ROUTES);
    return all.length === 0 ? nothing : html`<h2>${heading}</h2>
      <div role="list">${shown.map((lane) => html`<sluice-lane class="lane" role="listitem" .lane=${lane} .from=${from} .until=${until}
        .show=${this.#show} .chosen=${this.chosen?.uid}></sluice-lane>`)}</div>
      ${all.length > shown.length ? html`<p class="muted">${t('timeline.more', { count: all.length - shown.length })}</p>` : nothing}`;
  }

  #drawn({ events, from, whole }) {
    const until = new Date(Math.max(now(), from.getTime() + 1000));
    const begin = whole ? new Date(until.getTime() - LENGTHS[this.span] * 1000) : from;
    const route = router.query.get('route');
    const only = route === null ? null : Number(route);
    const drawn = lanes({ events, from: begin }, { peers: peers.list, pools: pools.list, routes: routes.list }, until, only);
    if (peers.list.length === 0) {
      return empty(t('timeline.nothing'), html`<a href="/welcome">${t('timeline.first')}</a>`);
    }
    return html`
      ${whole ? nothing : html`<p class="muted">${t('timeline.part', { at: dateTime(from) })}</p>`}
      ${this.#axis(begin, until)}
      ${only === null ? this.#group(t('timeline.peers'), drawn.peers, begin, until) : nothing}
      ${only === null ? this.#group(t('timeline.pools'), drawn.pools, begin, until) : nothing}
      ${this.#group(t('timeline.moved'), drawn.routes, begin, until)}
      ${only === null ? (drawn.routes.length === 0 ? html`<p class="muted">${t('timeline.calm')}</p>` : nothing) : html`<a href="/timeline">${t('timeline.all')}</a>`}
    `;
  }

  render() {
    const { value, problem } = this.#answer;
    const kinds = ['home', 'away', 'outage', 'alive', 'cooldown', 'down', 'unknown'];
    return html`
      <div class="head"><h1 tabindex="-1">${t('page.timeline')}</h1>${this.#lengths()}</div>
      <ul class="legend">${kinds.map((kind) => html`<li><span class="swatch ${kind}" aria-hidden="true"></span> ${t(`timeline.state.${kind}`)}</li>`)}</ul>
      ${problemBox(problem)}
      ${this.chosen ? eventPanel(this.chosen, () => (this.chosen = null)) : nothing}
      ${value ? this.#drawn(value) : problem ? nothing : html`<p aria-busy="true">${t('loading.reading')}</p>`}
    `;
  }
}

customElements.define('page-timeline', TimelinePage);
