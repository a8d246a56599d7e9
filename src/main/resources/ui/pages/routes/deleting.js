import { html, nothing } from '../../base/element.js';
import { rate, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { routeName } from '../../base/served.js';
import { confirm } from '../../components/confirm.js';
import { say } from '../../components/notices.js';
import { remove } from './commands.js';
import { apart, target } from './naming.js';

function loss(route) {
  const { requests_per_s: requests } = pulse.route(route.id);
  const l4 = route.route_type === 'l4';
  return html`
    <p><bdi>${routeName(route)}</bdi>, ${target(route)}</p>
    <p>${t(l4 ? 'routes.delete.loses.l4' : 'routes.delete.loses.http')}
      ${requests > 0 ? html`<strong>${t('routes.delete.traffic', { rate: rate(requests) })}</strong>` : nothing}</p>
    <p class="muted">${t('routes.delete.undo')}</p>
  `;
}

/** Asks whether the route shall go, says what is lost with it, and takes it away. */
export function ask(route) {
  return confirm({
    heading: t('routes.delete.heading'),
    body: loss(route),
    verb: t('routes.delete'),
    danger: true,
    action: async () => {
      await remove(route);
      say(t('routes.deleted', { route: apart(routeName(route)) }));
    },
  });
}
