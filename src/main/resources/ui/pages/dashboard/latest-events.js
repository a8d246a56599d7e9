import { repeat } from 'lit/directives/repeat.js';
import { api } from '../../base/api.js';
import { SluiceElement, html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { live } from '../../base/live.js';
import { reading } from '../../base/reading.js';
import { clockTime, dateTime, now } from '../../base/time.js';
import { badge } from '../../components/state-badge.js';

const SHOWN = 10;
const DAY_MS = 86_400_000;
const KINDS = { info: 'off', warn: 'wait', error: 'bad' };

/** The last ten events, newest first: read once, then told by the stream. */
class LatestEvents extends SluiceElement {
  static properties = { events: { state: true }, problem: { state: true } };

  #late = null;

  connectedCallback() {
    super.connectedCallback();
    this.events ??= null;
    this.during(live.on('activity', (event) => this.#take(event)));
    this.during(live.on('activity_updated', (event) => this.#take(event)));
    this.during(reading(() => this.#read()));
  }

  async #read() {
    this.#late = [];
    try {
      this.events = (await api.get(`/logs/activity?limit=${SHOWN}`)).items;
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    const late = this.#late ?? [];
    this.#late = null;
    late.forEach((event) => this.#put(event));
  }

  #take(event) {
    this.#late?.push(event);
    this.#put(event);
  }

  /** An event is told again once it is saved, or has its receipt: it stays where it is. */
  #put(event) {
    const known = this.events ?? [];
    this.events = known.some((one) => one.uid === event.uid)
      ? known.map((one) => (one.uid === event.uid ? event : one))
      : [event, ...known].sort((a, b) => b.at.localeCompare(a.at)).slice(0, SHOWN);
  }

  #line(event) {
    const recent = now() - new Date(event.at).getTime() < DAY_MS;
    return html`<li>
      <time datetime=${event.at} title=${dateTime(event.at)}>${recent ? clockTime(event.at) : dateTime(event.at)}</time>
      ${badge(KINDS[event.severity] ?? 'unknown', t(`dashboard.severity.${event.severity}`))}
      <bdi>${event.message}</bdi>
    </li>`;
  }

  render() {
    if (this.problem && !this.events) {
      return html`<p class="error" role="alert">${this.problem.detail}</p>`;
    }
    if (!this.events) {
      return html`<p aria-busy="true">${t('loading.reading')}</p>`;
    }
    return this.events.length === 0
      ? html`<p class="muted">${t('dashboard.no-events')}</p>`
      : html`<ol class="events-list">${repeat(this.events, (event) => event.uid, (event) => this.#line(event))}</ol>`;
  }
}

customElements.define('sluice-latest-events', LatestEvents);
