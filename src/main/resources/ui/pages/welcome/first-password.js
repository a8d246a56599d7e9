import { api } from '../../base/api.js';
import { SluiceElement, html } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { Problem } from '../../base/problem.js';
import { session } from '../../base/session.js';
import { entrance } from '../../components/entrance.js';

/** Who has the first token sets the password here, and is in. The token never stays in the address. */
class FirstPassword extends SluiceElement {
  static properties = { token: { state: true }, password: { state: true } };

  #form = new FormState(this);

  constructor() {
    super();
    this.token = null; // the one that the API has taken
    this.password = null; // what it said of the password: unset, set or fixed
  }

  connectedCallback() {
    super.connectedCallback();
    const read = () => this.#readAddress();
    addEventListener('hashchange', read);
    this.during(() => removeEventListener('hashchange', read));
    read();
  }

  firstUpdated() {
    this.querySelector('input:not([hidden])')?.focus();
  }

  #readAddress() {
    const token = location.hash.slice(1);
    if (token) {
      history.replaceState(null, '', location.pathname);
      this.#check(token);
    }
  }

  async #check(token) {
    const answer = await this.#form.submit(() => this.#ask(token));
    if (answer) {
      this.token = token;
      this.password = answer.password;
      await this.updateComplete;
      this.querySelector('input:not([hidden]), a')?.focus();
    }
  }

  async #ask(token) {
    try {
      return await api.get('/session', { token });
    } catch (problem) {
      throw problem.status === 401
        ? new Problem(401, problem.code, problem.detail, [{ path: 'token', actual: t('welcome.token.wrong'), expected: problem.detail }])
        : problem;
    }
  }

  async #set(event) {
    event.preventDefault();
    const { password, again } = event.target.elements;
    await this.#form.submit(async () => {
      if (password.value !== again.value) {
        throw new Problem(0, 'differs', '', [
          { path: 'again', actual: t('welcome.password.differs'), expected: t('welcome.password.expected') },
        ]);
      }
      await api.put('/password', { password: password.value }, { token: this.token });
      await session.logIn(password.value);
    });
  }

  #input(name, label, { hint, autocomplete }) {
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name=${name} type="password" required spellcheck="false"
      autocapitalize="none" autocomplete=${autocomplete} aria-describedby=${describedBy} aria-invalid=${invalid}>`;
    return field(this.#form, name, { label, hint, control });
  }

  #askToken() {
    const check = (event) => {
      event.preventDefault();
      this.#check(event.target.elements.token.value.trim());
    };
    return html`<p>${t('welcome.token.intro')}</p>
      <form class="card" @submit=${check}>
        ${this.#input('token', t('welcome.token'), { hint: t('welcome.token.where'), autocomplete: 'off' })}
        ${formProblem(this.#form)}
        ${submitButton(this.#form, t('welcome.token.go'))}
      </form>
      <p class="muted">${t('welcome.known')} <a href="/login">${t('welcome.log-in')}</a></p>`;
  }

  #askPassword() {
    return html`<p>${t('welcome.password.intro')}</p>
      <form class="card" @submit=${(event) => this.#set(event)}>
        <input type="text" name="username" autocomplete="username" value="operator" hidden>
        ${this.#input('password', t('welcome.password'), { hint: t('welcome.password.rules'), autocomplete: 'new-password' })}
        ${this.#input('again', t('welcome.password.again'), { autocomplete: 'new-password' })}
        ${formProblem(this.#form)}
        ${submitButton(this.#form, t('welcome.password.set'))}
      </form>`;
  }

  #isSet() {
    return html`<div class="card"><p>${t(this.password === 'fixed' ? 'welcome.password.is-fixed' : 'welcome.password.is-set')}</p>
      <a role="button" href="/login">${t('welcome.log-in')}</a></div>`;
  }

  #body() {
    if (this.token === null) {
      return this.#askToken();
    }
    return this.password === 'unset' ? this.#askPassword() : this.#isSet();
  }

  render() {
    return entrance(t('welcome.heading'), this.#body());
  }
}

customElements.define('sluice-first-password', FirstPassword);
