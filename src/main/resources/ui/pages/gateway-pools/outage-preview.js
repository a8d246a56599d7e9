import { html } from '../../base/element.js';
import { t } from '../../base/i18n.js';

const BUILT_IN = 'This service cannot be reached at the moment. Please try again in a few seconds.\n';

/** Whether browsers will be told that it is HTML; the front door goes by the same rule. */
function isHtml(message) {
  return /^\s*<(!doctype|html)/i.test(message);
}

/** The answer that visitors get while no member is usable. The message is text here, whatever it is. */
export function outagePreview(message) {
  const body = message ?? BUILT_IN;
  const type = isHtml(body) ? 'text/html' : 'text/plain';
  return html`
    <figure class="answer">
      <figcaption>${t('pools.preview')}</figcaption>
      <p class="status"><strong>503</strong> Service Unavailable</p>
      <p class="fields"><code>content-type: ${type}; charset=utf-8</code><br><code>retry-after: 5</code></p>
      <pre tabindex="0" aria-label=${t('pools.preview.body')}>${body}</pre>
    </figure>
  `;
}
