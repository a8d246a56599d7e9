import { html } from '../base/element.js';
import { t } from '../base/i18n.js';
import { say } from './notices.js';

/** A text to be copied, with its button. */
export function copyable(text, label) {
  const copy = async (event) => {
    const code = event.currentTarget.previousElementSibling;
    try {
      await navigator.clipboard.writeText(text);
      say(t('copy.done'));
    } catch {
      // Not over plain HTTP elsewhere than on loopback: select it, the keyboard does the rest.
      getSelection().selectAllChildren(code);
      say(t('copy.selected'));
    }
  };
  return html`<span class="copyable"><code tabindex="0">${text}</code><button type="button" class="small secondary"
      aria-label="${t('copy.copy')}: ${label}" @click=${copy}>${t('copy.copy')}</button></span>`;
}
