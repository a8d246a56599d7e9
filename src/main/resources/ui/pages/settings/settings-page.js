import { SluiceElement, html, nothing } from '../../base/element.js';
import { addWords, t } from '../../base/i18n.js';
import { router } from '../../base/router.js';
import { style } from '../../base/style.js';
import en from '../../words/pages/settings.en.js';
import de from '../../words/pages/settings.de.js';
import './pace-section.js';
import './site-section.js';
import './webhooks-section.js';
import './certificates-section.js';
import './access-section.js';
import './revisions-section.js';
import './document-section.js';
import './process-section.js';

addWords({ en, de });
await style(new URL('./settings.css', import.meta.url));

const SECTIONS = {
  pace: () => html`<settings-pace></settings-pace>`,
  site: () => html`<settings-site></settings-site>`,
  webhooks: () => html`<settings-webhooks></settings-webhooks>`,
  certificates: () => html`<settings-certificates></settings-certificates>`,
  access: () => html`<settings-access></settings-access>`,
  revisions: () => html`<settings-revisions></settings-revisions>`,
  document: () => html`<settings-document></settings-document>`,
  process: () => html`<settings-process></settings-process>`,
};

/** What is set once and seldom looked at again, one section at a time. */
class SettingsPage extends SluiceElement {
  static properties = { section: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    const read = () => {
      const asked = router.query.get('section');
      this.section = asked in SECTIONS ? asked : 'pace';
    };
    read();
    this.during(router.onChange(read));
  }

  #link(name) {
    const here = name === this.section;
    return html`<li><a href="/settings?section=${name}" aria-current=${here ? 'page' : nothing}>${t(`settings.${name}`)}</a></li>`;
  }

  render() {
    return html`
      <div class="head"><h1 tabindex="-1">${t('page.settings')}</h1></div>
      <nav class="sections" aria-label=${t('settings.sections')}><ul>${Object.keys(SECTIONS).map((name) => this.#link(name))}</ul></nav>
      ${SECTIONS[this.section]()}
    `;
  }
}

customElements.define('page-settings', SettingsPage);
