import { api } from '../../base/api.js';
import { SluiceElement, html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { copyable } from '../../components/copy.js';

/** How to have the same without a drill. */
class ForReal extends SluiceElement {
  static properties = { domain: {}, pool: {}, port: { state: true } };

  async #readPort(event) {
    if (event.target.open && !this.port) {
      try {
        const { items } = await api.get('/settings');
        this.port = items.find((item) => item.path === 'http.port').value;
      } catch {
        this.port = null; // the command stands there without it
      }
    }
  }

  render() {
    const port = this.port ? `:${this.port}` : '';
    return html`<details @toggle=${(event) => this.#readPort(event)}>
      <summary>${t('welcome.real')}</summary>
      <ol>
        <li>${t('welcome.real.ask')} ${copyable(`curl -i -H 'Host: ${this.domain}' ${location.hostname}${port}/`, t('welcome.real.ask'))}</li>
        <li>${t('welcome.real.stop')}</li>
        <li>${this.pool.failback === 'manual' ? t('welcome.real.manual') : t('welcome.real.return', { seconds: this.pool.failback_cooldown_s })}</li>
      </ol>
    </details>`;
  }
}

customElements.define('sluice-for-real', ForReal);
