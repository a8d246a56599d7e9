import { SluiceElement, html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { router } from '../../base/router.js';
import { routeName } from '../../base/served.js';
import { peers, pools, routes } from '../../base/store.js';

/** The most asked for; any other name can be typed. */
const EVENTS = [
  'gateway_down', 'gateway_alive', 'pool_failover_activated', 'pool_failover_restored', 'pool_outage_started',
  'pool_outage_resolved', 'drill_started', 'drill_ended', 'standby_unready',
];

/** On a phone they would hide what they are about. */
const WIDE = matchMedia('(min-width: 48rem)').matches;

/** Times as the input has them, in this browser's zone, to what the API asks for. */
const toInput = (iso) => {
  if (!iso) {
    return '';
  }
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** What the log is narrowed down to; it stands in the address, so that a view can be sent to somebody. */
class ActivityFilters extends SluiceElement {
  static properties = { names: {} };

  connectedCallback() {
    super.connectedCallback();
    [peers, pools, routes].forEach((collection) => this.during(collection.subscribe(() => this.requestUpdate())));
    this.during(router.onChange(() => this.requestUpdate()));
  }

  #set(name, value) {
    const query = router.query;
    if (value) {
      query.set(name, value);
    } else {
      query.delete(name);
    }
    const text = query.toString();
    router.go(`/logs${text ? `?${text}` : ''}`, { replace: true });
  }

  #select(name, collection, text) {
    const value = router.query.get(name) ?? '';
    const items = collection.list.sort((a, b) => text(a).localeCompare(text(b)));
    return html`<label>${t(`logs.filter.${name}`)}
      <select @change=${(event) => this.#set(name, event.target.value)}>
        <option value="">${t('logs.filter.all')}</option>
        ${items.map((one) => html`<option value=${one.id} ?selected=${String(one.id) === value}>${text(one)}</option>`)}
      </select></label>`;
  }

  #input(name, type, extra = '') {
    const value = router.query.get(name) ?? '';
    const time = type === 'datetime-local';
    return html`<label>${t(`logs.filter.${name}`)}
      <input type=${type} list=${extra} .value=${time ? toInput(value) : value}
        @change=${(event) => this.#set(name, time && event.target.value ? new Date(event.target.value).toISOString() : event.target.value)}></label>`;
  }

  render() {
    return html`
      <details ?open=${WIDE}><summary>${t('logs.filters')}</summary>
      <form class="filters" @submit=${(event) => event.preventDefault()}>
        ${this.#input('event', 'text', 'logs-events')}
        <datalist id="logs-events">${EVENTS.map((name) => html`<option value=${name}></option>`)}</datalist>
        ${this.#select('peer', peers, (peer) => peer.name)}
        ${this.#select('pool', pools, (pool) => pool.name)}
        ${this.#select('route', routes, routeName)}
        ${this.#input('actor', 'text')}
        ${this.#input('from', 'datetime-local')}
        ${this.#input('until', 'datetime-local')}
      </form></details>
    `;
  }
}

customElements.define('logs-filters', ActivityFilters);
