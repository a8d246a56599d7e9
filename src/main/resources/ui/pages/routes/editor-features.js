import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { FEATURES } from './features.js';

function feature(name, draft, input) {
  return html`${input.flag(`${name}-on`, `${name}_on`, t(`routes.field.${name}`), { hint: t(`routes.field.${name}.hint`) })}
    ${draft[`${name}_on`] ? input.area(name, name, t('routes.features.json', { feature: t(`routes.field.${name}`) })) : nothing}`;
}

/** What the route does beside forwarding, folded away until it is asked for or refused. */
export function featureFields(draft, input, refused) {
  return html`<details class="more" ?open=${refused}><summary>${t('routes.features')}</summary>
    <p class="muted">${t('routes.features.hint')}</p>
    ${FEATURES.map((name) => feature(name, draft, input))}
  </details>`;
}
