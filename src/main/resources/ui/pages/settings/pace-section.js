import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { say } from '../../components/notices.js';
import { whyNot } from '../../components/allowed.js';
import { Section } from './section.js';

const PACE = ['watchdog.interval', 'watchdog.fall', 'watchdog.rise'];
const DURATION = /^\d+(ms|s|m|h|d)$/;

/** How fast peers are watched; what counts for every peer that says nothing else itself. */
class PaceSection extends Section {
  #form = new FormState(this);

  read() {
    return api.get('/settings');
  }

  async #save(event) {
    event.preventDefault();
    const elements = event.target.elements;
    const changes = {};
    for (const path of PACE) {
      const text = elements[path].value.trim();
      changes[path] = text === '' ? null : DURATION.test(text) || path === 'watchdog.interval' ? text : Number(text);
    }
    const answer = await this.#form.submit(() => api.put('/settings', changes));
    if (answer) {
      this.answer.value = answer;
      say(t('settings.pace.saved'));
    }
  }

  #field(setting) {
    const no = whyNot('admin');
    const number = setting.path !== 'watchdog.interval';
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name=${setting.path} .value=${setting.value}
      placeholder=${setting.default} inputmode=${number ? 'numeric' : 'text'} autocomplete="off" ?disabled=${no !== null}
      aria-describedby=${describedBy} aria-invalid=${invalid}>`;
    const hint = `${setting.meaning} ${t('settings.default', { value: setting.default })}`;
    return field(this.#form, setting.path, { label: t(`settings.${setting.path}`), hint, control });
  }

  content({ items }) {
    const no = whyNot('admin');
    return html`
      <form class="card" @submit=${(event) => this.#save(event)}>
        <p class="muted">${t('settings.pace.about')}</p>
        <div class="row">${PACE.map((path) => this.#field(items.find((item) => item.path === path)))}</div>
        ${formProblem(this.#form)}
        ${no ? html`<p class="muted">${no}</p>` : nothing}
        <div class="actions">${submitButton(this.#form, t('dialog.save'), { disabled: no !== null })}</div>
      </form>
    `;
  }
}

customElements.define('settings-pace', PaceSection);
