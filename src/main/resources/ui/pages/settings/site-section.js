import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { FormState, formProblem, submitButton } from '../../base/form.js';
import { addWords, t } from '../../base/i18n.js';
import { whyNot } from '../../components/allowed.js';
import { say } from '../../components/notices.js';
import en from '../../words/pages/routes.en.js';
import de from '../../words/pages/routes.de.js';
import { controls } from '../routes/controls.js';
import { OF_ALL_ROUTES, featuresBody, featuresOf } from '../routes/features.js';
import { Section } from './section.js';

addWords({ en, de });

/** What the front door does beside forwarding, whatever the route. */
class SiteSection extends Section {
  #form = new FormState(this);
  #before = null;
  #draft = null;
  #input = controls(this.#form, () => this.#draft, (fields) => {
    this.#draft = { ...this.#draft, ...fields };
    this.requestUpdate();
  });

  read() {
    return api.get('/site');
  }

  /** What somebody else changed meanwhile is shown, unless this page has changes of its own. */
  #take(site) {
    if (this.#draft === null || JSON.stringify(this.#draft) === JSON.stringify(this.#before)) {
      this.#shows(site);
    }
  }

  #shows(site) {
    this.#draft = featuresOf(site, OF_ALL_ROUTES);
    this.#before = this.#draft;
  }

  async #save(event) {
    event.preventDefault();
    const body = featuresBody(this.#draft, this.#before, OF_ALL_ROUTES);
    const answer = await this.#form.submit(() => api.put('/site', body));
    if (answer) {
      this.answer.value = answer;
      this.#shows(answer);
      this.requestUpdate();
      say(t('settings.site.saved'));
    }
  }

  #feature(name) {
    return html`${this.#input.flag(`${name}-on`, `${name}_on`, t(`routes.field.${name}`), { hint: t(`routes.field.${name}.hint`) })}
      ${this.#draft[`${name}_on`]
        ? this.#input.area(name, name, t('routes.features.json', { feature: t(`routes.field.${name}`) }))
        : nothing}`;
  }

  content(site) {
    const no = whyNot('admin');
    this.#take(site);
    return html`
      <form class="card" @submit=${(event) => this.#save(event)}>
        <p class="muted">${t('settings.site.about')}</p>
        ${OF_ALL_ROUTES.map((name) => this.#feature(name))}
        ${formProblem(this.#form)}
        ${no ? html`<p class="muted">${no}</p>` : nothing}
        <div class="actions">${submitButton(this.#form, t('dialog.save'), { disabled: no !== null })}</div>
      </form>
    `;
  }
}

customElements.define('settings-site', SiteSection);
