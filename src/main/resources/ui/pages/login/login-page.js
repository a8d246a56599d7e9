import { SluiceElement, html } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { addWords, t } from '../../base/i18n.js';
import { session } from '../../base/session.js';
import { entrance } from '../../components/entrance.js';
import en from '../../words/pages/login.en.js';
import de from '../../words/pages/login.de.js';

addWords({ en, de });

/** The way in, with the operator's password. */
class LoginPage extends SluiceElement {
  #form = new FormState(this);

  firstUpdated() {
    this.querySelector('input[type="password"]').focus();
  }

  async #logIn(event) {
    event.preventDefault();
    const password = event.target.elements.password.value;
    await this.#form.submit(() => session.logIn(password));
  }

  render() {
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name="password" type="password" required
      autocomplete="current-password" aria-describedby=${describedBy} aria-invalid=${invalid}>`;
    const password = field(this.#form, 'password', { label: t('login.password'), control });
    const content = html`
      <form class="card" @submit=${(event) => this.#logIn(event)}>
        <input type="text" name="username" autocomplete="username" value="operator" hidden>
        ${password}
        ${formProblem(this.#form)}
        ${submitButton(this.#form, t('login.enter'))}
      </form>
      <p class="muted">${t('login.first')} <a href="/welcome">${t('login.first.link')}</a></p>
      <p class="muted">${t('login.forgotten')} <code>./sluice set-password</code></p>
    `;
    return entrance(t('login.heading'), content);
  }
}

customElements.define('page-login', LoginPage);
