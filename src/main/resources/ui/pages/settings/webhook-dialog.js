import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { SluiceDialog } from '../../components/dialog.js';
import { say } from '../../components/notices.js';

const PRESETS = ['json', 'ntfy', 'gotify', 'discord', 'slack', 'text'];

/** A webhook, made or changed. Secret and token go in and never come out: left empty they stay as they are. */
class WebhookDialog extends SluiceDialog {
  static properties = { preset: { state: true } };

  #form = new FormState(this);
  #webhook = null;
  #done = () => {};

  /** @param webhook null for a new one */
  edit(webhook, done) {
    this.#webhook = webhook;
    this.#done = done;
    this.preset = webhook?.preset ?? 'json';
    this.#form.clear();
    this.open();
  }

  heading() {
    return this.#webhook ? t('settings.webhook.change', { name: this.#webhook.name }) : t('settings.webhook.add');
  }

  async #save(event) {
    event.preventDefault();
    const elements = event.target.elements;
    const events = elements.events.value.split(',').map((name) => name.trim()).filter(Boolean);
    const body = {
      name: elements.name.value,
      url: elements.url.value,
      events: events.length === 0 ? null : events,
      preset: this.preset,
      template: this.preset === 'text' ? elements.template.value : null,
      enabled: elements.enabled.checked,
    };
    for (const name of ['secret', 'token']) {
      if (elements[name].value !== '') {
        body[name] = elements[name].value;
      }
    }
    const saved = await this.#form.submit(() =>
      this.#webhook ? api.put(`/webhooks/${this.#webhook.id}`, body) : api.post('/webhooks', body),
    );
    if (saved) {
      say(t('settings.webhook.saved', { name: saved.name }));
      this.#done();
      this.close();
    }
  }

  #text(name, { hint, type = 'text', value, required = false } = {}) {
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name=${name} type=${type} ?required=${required}
      .value=${value ?? this.#webhook?.[name] ?? ''} autocomplete="off" aria-describedby=${describedBy} aria-invalid=${invalid}>`;
    return field(this.#form, name, { label: t(`settings.webhook.${name}`), hint, control });
  }

  #presets() {
    const control = ({ id, describedBy, invalid }) => html`<select id=${id} aria-describedby=${describedBy} aria-invalid=${invalid}
        @change=${(event) => (this.preset = event.target.value)}>
        ${PRESETS.map((name) => html`<option value=${name} ?selected=${name === this.preset}>${t(`settings.preset.${name}`)}</option>`)}
      </select>`;
    return field(this.#form, 'preset', { label: t('settings.webhook.preset'), control });
  }

  #template() {
    const control = ({ id, describedBy, invalid }) => html`<textarea id=${id} name="template" rows="3" required
      .value=${this.#webhook?.template ?? '{message}'} aria-describedby=${describedBy} aria-invalid=${invalid}></textarea>`;
    return field(this.#form, 'template', { label: t('settings.webhook.template'), hint: t('settings.webhook.template.hint'), control });
  }

  content() {
    const kept = (has) => (has ? t('settings.webhook.kept') : '');
    return html`<form @submit=${(event) => this.#save(event)}>
      ${this.#text('name', { required: true })}
      ${this.#text('url', { type: 'url', required: true, hint: t('settings.webhook.url.hint') })}
      ${this.#presets()}
      ${this.preset === 'text' ? this.#template() : nothing}
      ${this.#text('events', { value: this.#webhook?.events.join(', ') ?? '*', hint: t('settings.webhook.events.hint') })}
      ${this.#text('secret', { type: 'password', value: '', hint: `${t('settings.webhook.secret.hint')} ${kept(this.#webhook?.has_secret)}` })}
      ${this.#text('token', { type: 'password', value: '', hint: `${t('settings.webhook.token.hint')} ${kept(this.#webhook?.has_token)}` })}
      <label><input type="checkbox" name="enabled" ?checked=${this.#webhook?.enabled ?? true}> ${t('settings.webhook.enabled')}</label>
      ${formProblem(this.#form)}
      <footer>
        <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
        ${submitButton(this.#form, t('dialog.save'))}
      </footer>
    </form>`;
  }
}

customElements.define('settings-webhook-dialog', WebhookDialog);
