import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';

const SIGNS = { created: '+', updated: '~', deleted: '−' };

function shown(value) {
  return value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}

function fields(change) {
  return change.change === 'updated'
    ? change.fields.map((one) => html`<li class="updated">   ${one.path}: ${shown(one.before)} → ${shown(one.after)}</li>`)
    : nothing;
}

/** What applying a document changes, as a list: what comes, what goes, what is another way. */
export function difference(changes) {
  return changes.length === 0
    ? html`<p>${t('settings.difference.none')}</p>`
    : html`<ul class="difference">${changes.map(
        (change) => html`<li class=${change.change}>${SIGNS[change.change]}
          <span class="visually-hidden">${t(`settings.difference.${change.change}`)}</span>
          ${t(`settings.kind.${change.kind}`)} <bdi>${change.key}</bdi></li>${fields(change)}`,
      )}</ul>`;
}
