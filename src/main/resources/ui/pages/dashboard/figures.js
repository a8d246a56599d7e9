import { html } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { routeState } from '../../components/state-badge.js';

function figure(name, count, path, kind) {
  return html`<a class="figure ${kind}" href=${path}>
    <strong class="number">${number(count)}</strong>
    <span>${t(`dashboard.figure.${name}`, { count })}</span>
  </a>`;
}

function survival(readiness) {
  const total = readiness?.length;
  const safe = readiness?.filter((item) => item.survives).length;
  const text = total === undefined ? '…' : t('dashboard.survive.of', { safe: number(safe), total: number(total) });
  return html`<div class="figure ${total !== undefined && safe < total ? 'wait' : ''}">
    <strong class="number">${text}</strong>
    <span>${t('dashboard.survive')}</span>
  </div>`;
}

/** How many routes are at home, failed over, in outage; and how many would survive the loss of their peer. */
export function figures(routes, readiness) {
  const count = { home: 0, away: 0, outage: 0, disabled: 0 };
  routes.forEach((route) => count[routeState(route)]++);
  return html`<div class="figures">
    ${figure('home', count.home, '/routes?state=home', count.home > 0 ? 'good' : '')}
    ${figure('away', count.away, '/routes?state=away', count.away > 0 ? 'away' : '')}
    ${figure('outage', count.outage, '/routes?state=outage', count.outage > 0 ? 'bad' : '')}
    ${survival(readiness)}
  </div>`;
}
