import { SluiceElement, html, nothing } from '../../base/element.js';
import { LiveAnswer } from '../../base/answer.js';
import { api } from '../../base/api.js';
import { t } from '../../base/i18n.js';
import { dateTime } from '../../base/time.js';

const EVENTS = 8;

/** The last events that name the route. */
class RouteEvents extends SluiceElement {
  static properties = { route: {} };

  #answer = null;

  connectedCallback() {
    super.connectedCallback();
    const id = this.route;
    const concerns = ({ details }) => details.route_id === id || details.route_ids?.includes(id);
    this.#answer = new LiveAnswer(() => api.get(`/logs/activity?route=${id}&limit=${EVENTS}`), ['activity'], concerns);
    this.during(this.#answer.subscribe(() => this.requestUpdate()));
  }

  render() {
    const { value, problem } = this.#answer;
    return html`<section><h3>${t('routes.details.events')}</h3>
      ${problem ? html`<p class="error" role="alert">${problem.detail}</p>` : nothing}
      ${!value && !problem ? html`<p aria-busy="true">${t('loading.reading')}</p>` : nothing}
      <ul class="events">${(value?.items ?? []).map((event) => html`<li>
        <time class="muted number" datetime=${event.at}>${dateTime(event.at)}</time> <bdi>${event.message}</bdi></li>`)}</ul>
      <p><a href="/timeline?route=${this.route}">${t('routes.details.timeline')}</a> ·
        <a href="/logs?route=${this.route}">${t('routes.details.all-events')}</a></p></section>`;
  }
}

customElements.define('sluice-route-events', RouteEvents);
