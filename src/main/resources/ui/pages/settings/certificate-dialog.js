import { api } from '../../base/api.js';
import { html } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { SluiceDialog } from '../../components/dialog.js';
import { say } from '../../components/notices.js';

/** A certificate with its key, from files or pasted. The key leaves this page for the API only, and is not kept in it. */
class CertificateDialog extends SluiceDialog {
  #form = new FormState(this);
  #done = () => {};

  ask(done) {
    this.#done = done;
    this.#form.clear();
    this.open();
  }

  heading() {
    return t('settings.certificate.add');
  }

  async #save(event) {
    event.preventDefault();
    const { certificate, private_key: key } = event.target.elements;
    const saved = await this.#form.submit(() =>
      api.post('/certificates', { certificate: certificate.value, private_key: key.value }),
    );
    if (saved) {
      say(t('settings.certificate.added', { names: saved.names.join(', ') }));
      this.#done();
      this.close();
    }
  }

  #pem(name) {
    const control = ({ id, describedBy, invalid }) => html`
      <textarea id=${id} name=${name} rows="5" required spellcheck="false" autocomplete="off" placeholder="-----BEGIN …"
        aria-describedby=${describedBy} aria-invalid=${invalid}></textarea>
      <input type="file" accept=".pem,.crt,.cer,.key" aria-label="${t(`settings.certificate.${name}`)}: ${t('settings.certificate.from-file')}"
        @change=${async (event) => {
          const file = event.target.files[0];
          if (file) {
            this.querySelector(`[name=${name}]`).value = await file.text();
          }
        }}>`;
    return field(this.#form, name, { label: t(`settings.certificate.${name}`), control });
  }

  content() {
    return html`<form @submit=${(event) => this.#save(event)}>
      ${this.#pem('certificate')}
      ${this.#pem('private_key')}
      ${formProblem(this.#form)}
      <footer>
        <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
        ${submitButton(this.#form, t('settings.certificate.add'))}
      </footer>
    </form>`;
  }
}

customElements.define('settings-certificate-dialog', CertificateDialog);
