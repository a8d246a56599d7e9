import { api } from '../../base/api.js';
import { html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { Section } from './section.js';

/** Everything that the process runs with: seen here, set in the file or the environment. */
class ProcessSection extends Section {
  static properties = { search: { state: true } };

  constructor() {
    super();
    this.search = '';
  }

  read() {
    return api.get('/settings');
  }

  #row(setting) {
    return html`<tr>
      <th scope="row"><code>${setting.path}</code><br><small class="muted">${setting.meaning}</small></th>
      <td data-label=${t('settings.value')}><code>${setting.value ?? '–'}</code></td>
      <td data-label=${t('settings.source')}>${t(`settings.source.${setting.source}`)} ${setting.from ?? ''}</td>
    </tr>`;
  }

  content({ items }) {
    const search = this.search.toLowerCase();
    const found = items.filter((item) => `${item.path} ${item.variable} ${item.meaning}`.toLowerCase().includes(search));
    return html`
      <p class="muted">${t('settings.process.about')}</p>
      <label>${t('settings.process.search')}
        <input type="search" .value=${this.search} @input=${(event) => (this.search = event.target.value)}></label>
      <table class="stack">
        <thead><tr><th scope="col">${t('settings.setting')}</th><th scope="col">${t('settings.value')}</th>
          <th scope="col">${t('settings.source')}</th></tr></thead>
        <tbody>${found.map((item) => this.#row(item))}</tbody>
      </table>
    `;
  }
}

customElements.define('settings-process', ProcessSection);
