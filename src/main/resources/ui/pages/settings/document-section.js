import { api } from '../../base/api.js';
import { download } from '../../base/download.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { whyNot } from '../../components/allowed.js';
import { act, say } from '../../components/notices.js';
import { difference } from './difference.js';

const YAML = 'application/yaml';

/** The desired state as a text: taken out, changed, compared, applied. */
class DocumentSection extends SluiceElement {
  static properties = { text: { state: true }, add: { state: true }, would: { state: true } };

  #form = new FormState(this);

  constructor() {
    super();
    this.text = '';
    this.add = true;
    this.would = null;
  }

  async #read(event) {
    const text = await act(event, () => api.text('/desired', { accept: YAML }));
    if (text !== undefined) {
      this.text = text;
      this.add = false;
      this.would = null;
    }
  }

  async #keep(event) {
    const text = await act(event, () => api.text('/desired', { accept: YAML }));
    if (text !== undefined) {
      download('sluice.yaml', text, YAML);
    }
  }

  async #backup(event) {
    const text = await act(event, () => api.text('/backup'));
    if (text !== undefined) {
      download('sluice-backup.json', text, 'application/json');
    }
  }

  async #open(event) {
    const file = event.target.files[0];
    if (file) {
      this.text = await file.text();
      this.would = null;
    }
  }

  async #send(dryRun) {
    const path = `/desired?dry_run=${dryRun}&add=${this.add}`;
    const ifMatch = dryRun || !this.would ? undefined : `"${this.would.revision}"`;
    const answer = await this.#form.submit(async () => {
      const response = await api.send('PUT', path, { body: this.text, type: YAML, ifMatch });
      return response.json();
    });
    if (answer && dryRun) {
      this.would = answer;
    } else if (answer) {
      this.would = null;
      say(t('settings.document.applied', { revision: answer.revision }));
    }
  }

  #changed(event) {
    this.text = event.target.value;
    this.would = null;
  }

  #comparison() {
    return this.would
      ? html`<h2>${t('settings.document.difference')}</h2>${difference(this.would.changes)}
          ${this.would.changes.length > 0
            ? html`<button type="button" class="danger apply" aria-busy=${this.#form.busy} @click=${() => this.#send(false)}>${t('settings.document.apply')}</button>`
            : nothing}`
      : nothing;
  }

  render() {
    const no = whyNot('admin');
    const control = ({ id, describedBy, invalid }) => html`<textarea id=${id} class="document" spellcheck="false" required
      .value=${this.text} aria-describedby=${describedBy} aria-invalid=${invalid} @input=${(event) => this.#changed(event)}></textarea>`;
    return html`
      <div class="card">
        <p class="muted">${t('settings.document.about')}</p>
        <div class="actions">
          <button type="button" class="secondary" @click=${(event) => this.#read(event)}>${t('settings.document.read')}</button>
          <button type="button" class="secondary" @click=${(event) => this.#keep(event)}>${t('settings.document.keep')}</button>
          <button type="button" class="secondary" ?disabled=${no !== null} @click=${(event) => this.#backup(event)}>${t('settings.document.backup')}</button>
        </div>
      </div>
      <form class="card" @submit=${(event) => { event.preventDefault(); this.#send(true); }}>
        <label>${t('settings.document.open')} <input type="file" accept=".yaml,.yml,.json" @change=${(event) => this.#open(event)}></label>
        ${field(this.#form, 'document', { label: t('settings.document.text'), control })}
        <label><input type="checkbox" .checked=${this.add} @change=${(event) => { this.add = event.target.checked; this.would = null; }}>
          ${t('settings.document.add')}</label>
        ${this.text.includes('password_mark') ? html`<p class="marked" role="status">${t('settings.document.marked')}</p>` : nothing}
        ${formProblem(this.#form)}
        ${no ? html`<p class="muted">${no}</p>` : nothing}
        <div class="actions">${submitButton(this.#form, t('settings.document.compare'), { disabled: no !== null })}</div>
        ${this.#comparison()}
      </form>
    `;
  }
}

customElements.define('settings-document', DocumentSection);
