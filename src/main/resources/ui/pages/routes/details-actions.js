import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { whyNot } from '../../components/allowed.js';
import { act } from '../../components/notices.js';
import { routeState } from '../../components/state-badge.js';
import { failBack, toggle } from './commands.js';
import { ask } from './deleting.js';
import { candidates } from './naming.js';
import { sampleUrl } from './sample-url.js';

function button(text, refused, click, kind = 'secondary') {
  return html`<button type="button" class="small ${kind}" ?disabled=${refused !== null} title=${refused ?? nothing} @click=${click}>${text}</button>`;
}

function whyNoPivot(route) {
  if (!route.enabled) {
    return t('routes.pivot.disabled');
  }
  return candidates(route).length > 1 ? null : t('routes.pivot.nobody');
}

/** What may be done with a route, and in words why something may not. */
export function actions(route, does) {
  const operate = whyNot('operate');
  const admin = whyNot('admin');
  const pivot = operate ?? whyNoPivot(route);
  const back = operate ?? (routeState(route) === 'away' || route.override ? null : t('routes.failback.nothing'));
  const reasons = [...new Set([pivot, back, admin].filter(Boolean))];
  return html`
    <div class="actions">
      ${button(t('routes.pivot'), pivot, () => does.pivot(route))}
      ${button(t('routes.failback'), back, (event) => act(event, () => failBack(route), t('routes.failback.done')))}
      ${button(t('routes.explain'), route.enabled ? null : t('routes.pivot.disabled'), () => does.explain(sampleUrl(route)))}
      ${button(t(route.enabled ? 'routes.disable' : 'routes.enable'), operate, (event) =>
        act(event, () => toggle(route), (now) => t(now.enabled ? 'routes.enabled' : 'routes.disabled')))}
      ${button(t('routes.edit'), admin, () => does.edit(route))}
      ${button(t('routes.delete'), admin, () => ask(route), 'danger')}
    </div>
    ${reasons.length > 0 ? html`<p class="reasons muted">${reasons.join(' ')}</p>` : nothing}
  `;
}
