import { keyed } from 'lit/directives/keyed.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';
import { peers, pools } from '../../base/store.js';
import { routeBadge } from '../../components/state-badge.js';
import { actions } from './details-actions.js';
import { facts } from './details-facts.js';
import { serving } from './details-serving.js';
import '../../components/uptime.js';
import './details-readiness.js';
import './details-events.js';

/** All that is known of one route, beside the table; over it where there is no room. Escape closes it. */
class RouteDetails extends SluiceElement {
  static properties = { route: {}, does: {} };

  #id = null;

  connectedCallback() {
    super.connectedCallback();
    const close = (event) => event.key === 'Escape' && !event.defaultPrevented && this.does.close();
    this.addEventListener('keydown', close);
    this.during(() => this.removeEventListener('keydown', close));
    [peers, pools].forEach((source) => this.during(source.subscribe(() => this.requestUpdate()))); // these may come after the route
  }

  updated() {
    if (this.#id !== this.route.id) {
      this.#id = this.route.id;
      this.querySelector('aside').scrollTop = 0;
      this.querySelector('h2').focus({ preventScroll: true });
    }
  }

  render() {
    const route = this.route;
    const name = routeName(route);
    return html`
      <aside class="card route-details" aria-label=${t('routes.details.of', { route: name })}>
        <header><h2 tabindex="-1"><bdi>${name}</bdi></h2>
          <button type="button" class="close" aria-label=${t('dialog.close')} @click=${() => this.does.close()}>×</button></header>
        <p>${routeBadge(route)}</p>
        ${actions(route, this.does)}
        ${serving(route)}
        ${route.enabled
          ? keyed(route.id, html`<sluice-route-readiness .route=${route.id}></sluice-route-readiness>
              <sluice-uptime .of=${`/uptime/routes?route=${route.id}`}></sluice-uptime>`)
          : nothing}
        ${facts(route)}
        ${keyed(route.id, html`<sluice-route-events .route=${route.id}></sluice-route-events>`)}
      </aside>
    `;
  }
}

customElements.define('sluice-route-details', RouteDetails);
