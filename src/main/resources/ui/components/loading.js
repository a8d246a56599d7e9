import { html, nothing } from '../base/element.js';
import { t } from '../base/i18n.js';
import { problemBox } from './problem-box.js';

/** What stands where a collection is not there yet, or could not be read; nothing if it is ready. */
export function loading(collection) {
  if (collection.state === 'failed') {
    const again = html`<button type="button" class="secondary" @click=${() => collection.load()}>${t('loading.again')}</button>`;
    return problemBox(collection.problem, again);
  }
  return collection.state === 'ready' ? nothing : html`<p class="loading" aria-busy="true">${t('loading.reading')}</p>`;
}

/** What stands where there is nothing yet, with what to do about it. */
export function empty(text, action = nothing) {
  return html`<div class="empty"><p>${text}</p>${action}</div>`;
}
