import { api } from '../../base/api.js';
import { SluiceElement, html } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { say } from '../../components/notices.js';

/** The operator's password, changed by whoever knows the present one. */
class PasswordForm extends SluiceElement {
  #form = new FormState(this);

  async #save(event) {
    event.preventDefault();
    const form = event.target;
    const { current_password: current, password } = form.elements;
    const done = await this.#form.submit(() => api.put('/password', { current_password: current.value, password: password.value }));
    if (done !== undefined) {
      form.reset();
      say(t('settings.password.changed'));
    }
  }

  #input(name, label, autocomplete) {
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name=${name} type="password" required
      autocomplete=${autocomplete} aria-describedby=${describedBy} aria-invalid=${invalid}>`;
    return field(this.#form, name, { label, control });
  }

  render() {
    return html`<form @submit=${(event) => this.#save(event)}>
      <input type="text" name="username" autocomplete="username" value="operator" hidden>
      <div class="row">
        ${this.#input('current_password', t('settings.password.current'), 'current-password')}
        ${this.#input('password', t('settings.password.new'), 'new-password')}
      </div>
      ${formProblem(this.#form)}
      <div class="actions">${submitButton(this.#form, t('settings.password.change'))}</div>
    </form>`;
  }
}

customElements.define('settings-password', PasswordForm);
