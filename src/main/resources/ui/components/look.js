import { html } from '../base/element.js';
import { setLanguage, t } from '../base/i18n.js';
import { language, setTheme, theme } from '../base/preferences.js';

const THEMES = ['auto', 'light', 'dark'];

/** The choice of theme and language, which this browser keeps. */
export function look() {
  return html`
    <label>${t('frame.theme')}
      <select @change=${(event) => setTheme(event.target.value)}>
        ${THEMES.map((name) => html`<option value=${name} ?selected=${theme() === name}>${t(`frame.theme.${name}`)}</option>`)}
      </select></label>
    <label>${t('frame.language')}
      <select @change=${(event) => setLanguage(event.target.value)}>
        <option value="en" lang="en" ?selected=${language() === 'en'}>English</option>
        <option value="de" lang="de" ?selected=${language() === 'de'}>Deutsch</option>
      </select></label>
  `;
}
