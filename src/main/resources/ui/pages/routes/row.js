import { html, nothing } from '../../base/element.js';
import { rate, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { routeName } from '../../base/served.js';
import { peerName } from '../../base/store.js';
import { whyNot } from '../../components/allowed.js';
import { routeBadge, routeState } from '../../components/state-badge.js';
import { act } from '../../components/notices.js';
import { failBack } from './commands.js';
import { target, targetText } from './naming.js';

function server(route) {
  if (!route.enabled) {
    return nothing;
  }
  if (route.members.length > 0) {
    return html`<span class="name">${t('routes.members', { count: route.members.length })}</span>`;
  }
  return html`<bdi class="name">${peerName(route.serving_peer_id)}</bdi>
    ${route.serving ? html`<small class="muted"><sluice-since at=${route.serving.since}></sluice-since></small>` : nothing}`;
}

function traffic(route) {
  const { requests_per_s: requests, errors_per_s: errors } = pulse.route(route.id);
  if (requests === 0 && errors === 0) {
    return html`<span class="muted">–</span>`;
  }
  return html`${t('routes.per-second', { rate: rate(requests) })}
    ${errors > 0 ? html`<span class="error">${t('routes.errors', { rate: rate(errors) })}</span>` : nothing}`;
}

/** The cells of one route's row. */
export function cells(route, active, edit) {
  const name = routeName(route);
  const tab = active ? 0 : -1;
  const refused = whyNot('operate');
  return html`
    <td role="gridcell" class="what" title=${route.description || name}><bdi>${name}</bdi>
      ${route.description ? html`<small class="muted"><bdi>${route.description}</bdi></small>` : nothing}</td>
    <td role="gridcell" class="where" title=${targetText(route)}>${target(route)}</td>
    <td role="gridcell" class="who">${routeBadge(route)}${server(route)}</td>
    <td role="gridcell" class="traffic number">${traffic(route)}</td>
    <td role="gridcell" class="do">
      ${routeState(route) !== 'away'
        ? nothing
        : html`<button type="button" class="small" tabindex=${tab} ?disabled=${refused !== null} title=${refused ?? nothing}
            aria-label=${t('routes.failback.of', { route: name })}
            @click=${(event) => act(event, () => failBack(route), t('routes.failback.done'))}>${t('routes.failback')}</button>`}
      <button type="button" class="small secondary" tabindex=${tab} aria-label=${t('routes.edit.of', { route: name })}
        @click=${() => edit(route)}>${t('routes.edit')}</button>
    </td>
  `;
}
