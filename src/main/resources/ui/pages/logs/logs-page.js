import { SluiceElement, html, nothing } from '../../base/element.js';
import { addWords, t } from '../../base/i18n.js';
import { router } from '../../base/router.js';
import { style } from '../../base/style.js';
import en from '../../words/pages/logs.en.js';
import de from '../../words/pages/logs.de.js';
import './access-tail.js';
import './activity-log.js';

addWords({ en, de });
await style(new URL('./logs.css', import.meta.url));

/** What happened, and what is being asked for right now. */
class LogsPage extends SluiceElement {
  static properties = { tail: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    const read = () => (this.tail = router.query.get('log') === 'access');
    read();
    this.during(router.onChange(read));
  }

  #link(path, text, here) {
    return html`<li><a href=${path} aria-current=${here ? 'page' : nothing}>${text}</a></li>`;
  }

  render() {
    return html`
      <div class="head"><h1 tabindex="-1">${t('page.logs')}</h1></div>
      <nav class="sections" aria-label=${t('logs.kinds')}><ul>
        ${this.#link('/logs', t('logs.activity'), !this.tail)}
        ${this.#link('/logs?log=access', t('logs.access'), this.tail)}
      </ul></nav>
      ${this.tail ? html`<logs-access></logs-access>` : html`<logs-activity></logs-activity>`}
    `;
  }
}

customElements.define('page-logs', LogsPage);
