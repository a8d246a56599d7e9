import { api } from '../../base/api.js';
import { LiveAnswer } from '../../base/answer.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { router } from '../../base/router.js';
import { empty } from '../../components/loading.js';
import { problemBox } from '../../components/problem-box.js';
import { sayProblem } from '../../components/notices.js';
import { eventRow } from './event-row.js';
import './activity-filters.js';

const PAGE = 100;
const FORMATS = ['csv', 'json', 'ndjson'];
const FILTERS = ['event', 'route', 'peer', 'pool', 'actor', 'from', 'until'];

/** The activity log, newest first, always up to date, with filters that stand in the address. */
class ActivityLog extends SluiceElement {
  static properties = { older: { state: true }, next: { state: true }, reading: { state: true } };

  #answer = new LiveAnswer(() => api.get(`/logs/activity?limit=${PAGE}${this.#query('&')}`), ['activity', 'activity_updated']);

  constructor() {
    super();
    this.#forget();
    this.reading = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(this.#answer.subscribe(() => this.requestUpdate()));
    this.during(router.onChange(() => this.#filtered()));
  }

  #forget() {
    this.older = [];
    this.next = undefined; // the first page says where the second begins
  }

  #query(first) {
    const query = new URLSearchParams();
    for (const name of FILTERS) {
      const value = router.query.get(name);
      if (value) {
        query.set(name, value);
      }
    }
    const text = query.toString();
    return text ? first + text : '';
  }

  #filtered() {
    this.#forget();
    this.#answer.refresh();
  }

  async #more(before) {
    this.reading = true;
    try {
      const page = await api.get(`/logs/activity?limit=${PAGE}&before=${before}${this.#query('&')}`);
      this.older = [...this.older, ...page.items];
      this.next = page.next_before;
    } catch (problem) {
      sayProblem(problem);
    } finally {
      this.reading = false;
    }
  }

  /** New events push the first page on: what falls off it is kept by the pages behind, each event once. */
  #items(first) {
    const shown = new Set(first.items.map((event) => event.uid));
    return [...first.items, ...this.older.filter((event) => !shown.has(event.uid))];
  }

  #export() {
    const file = (format) => `/api/v1/logs/activity?format=${format}${this.#query('&')}`;
    return html`<p class="export">${t('logs.export')}
      ${FORMATS.map((format) => html`<a href=${file(format)} download="activity.${format}">${format.toUpperCase()}</a> `)}</p>`;
  }

  #table(first) {
    const items = this.#items(first);
    const next = this.next === undefined ? first.next_before : this.next;
    return html`
      ${first.database_away ? html`<div class="problem" role="alert"><p>${t('logs.away')}</p></div>` : nothing}
      ${items.length === 0
        ? empty(t('logs.none'))
        : html`<table class="events"><thead><tr><th scope="col">${t('logs.at')}</th><th scope="col">${t('logs.event')}</th>
            <th scope="col">${t('logs.message')}</th><th scope="col">${t('logs.actor')}</th></tr></thead>
            <tbody>${items.map(eventRow)}</tbody></table>`}
      ${next === null || items.length === 0
        ? nothing
        : html`<button type="button" class="secondary" aria-busy=${this.reading} @click=${() => this.#more(next)}>${t('logs.older')}</button>`}
    `;
  }

  render() {
    const { value, problem } = this.#answer;
    return html`
      <logs-filters .names=${FILTERS}></logs-filters>
      ${this.#export()}
      ${problemBox(problem)}
      ${value ? this.#table(value) : problem ? nothing : html`<p aria-busy="true">${t('loading.reading')}</p>`}
    `;
  }
}

customElements.define('logs-activity', ActivityLog);
