import { html, nothing } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';

const NAMED = 25;

function names(items) {
  const more = items.length - NAMED;
  return html`<ul>
    ${items.slice(0, NAMED).map((item) => html`<li><a href="/routes?route=${item.route_id}"><bdi>${routeName(item)}</bdi></a></li>`)}
    ${more > 0 ? html`<li class="muted">${t('dashboard.more-routes', { count: more, number: number(more) })}</li>` : nothing}
  </ul>`;
}

function reason(why, items, open) {
  return html`<details ?open=${open}>
    <summary>${t(`dashboard.why.${why}`)} <span class="number">(${number(items.length)})</span></summary>
    ${names(items)}
  </details>`;
}

/** Which routes would be lost with the peer that serves them, by the reason why. */
export function readinessList({ value, problem }) {
  if (problem) {
    return html`<p class="error" role="alert">${problem.detail}</p>`;
  }
  if (!value) {
    return html`<p aria-busy="true">${t('loading.reading')}</p>`;
  }
  const lost = value.filter((item) => !item.survives);
  if (lost.length === 0) {
    return html`<p>${t(value.length === 0 ? 'dashboard.no-routes' : 'dashboard.all-survive')}</p>`;
  }
  const reasons = [...Map.groupBy(lost, (item) => item.why_not)].sort((a, b) => b[1].length - a[1].length);
  return html`<p>${t('dashboard.lost', { count: lost.length, number: number(lost.length) })}</p>
    ${reasons.map(([why, items]) => reason(why, items, lost.length <= 5))}`;
}
