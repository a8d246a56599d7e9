import { api } from '../../base/api.js';
import { html } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { copyable } from '../../components/copy.js';
import { SluiceDialog } from '../../components/dialog.js';

const SCOPES = ['read', 'operate', 'admin'];

/** A new token; it is shown once, and then nobody can see it again. */
class TokenDialog extends SluiceDialog {
  static properties = { made: { state: true } };

  #form = new FormState(this);
  #done = () => {};

  ask(done) {
    this.#done = done;
    this.made = null;
    this.#form.clear();
    this.open();
  }

  closed() {
    this.made = null;
  }

  heading() {
    return t('settings.token.add');
  }

  async #save(event) {
    event.preventDefault();
    const { name, scope, days } = event.target.elements;
    const ends = days.value === '' ? null : new Date(Date.now() + Number(days.value) * 86_400_000).toISOString();
    const made = await this.#form.submit(() => api.post('/tokens', { name: name.value, scopes: [scope.value], expires_at: ends }));
    if (made) {
      this.made = made;
      this.#done();
    }
  }

  #fields() {
    const name = ({ id, describedBy, invalid }) => html`<input id=${id} name="name" required autocomplete="off"
      aria-describedby=${describedBy} aria-invalid=${invalid}>`;
    const scope = ({ id, describedBy, invalid }) => html`<select id=${id} name="scope" aria-describedby=${describedBy}
      aria-invalid=${invalid}>${SCOPES.map((one) => html`<option value=${one}>${t(`settings.scope.${one}`)}</option>`)}</select>`;
    const days = ({ id, describedBy, invalid }) => html`<input id=${id} name="days" type="number" min="1" max="3650"
      aria-describedby=${describedBy} aria-invalid=${invalid}>`;
    return html`
      ${field(this.#form, 'name', { label: t('settings.name'), hint: t('settings.token.name.hint'), control: name })}
      ${field(this.#form, 'scopes', { label: t('settings.token.scopes'), control: scope })}
      ${field(this.#form, 'expires_at', { label: t('settings.token.days'), hint: t('settings.token.days.hint'), control: days })}
    `;
  }

  content() {
    if (this.made) {
      return html`<p>${t('settings.token.once')}</p>${copyable(this.made.token, this.made.name)}
        <footer><button type="button" class="main" @click=${() => this.close()}>${t('dialog.close')}</button></footer>`;
    }
    return html`<form @submit=${(event) => this.#save(event)}>
      ${this.#fields()}
      ${formProblem(this.#form)}
      <footer>
        <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
        ${submitButton(this.#form, t('settings.token.add'))}
      </footer>
    </form>`;
  }
}

customElements.define('settings-token-dialog', TokenDialog);
