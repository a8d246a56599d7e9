import { html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { peers } from '../../base/store.js';
import { SluiceDialog } from '../../components/dialog.js';
import { say, sayProblem } from '../../components/notices.js';
import { BLANK, bodyOf, valuesOf } from './peer-values.js';
import '../../components/moves.js';

/** Makes a peer, or changes one that nobody else has changed meanwhile. */
class PeerForm extends SluiceDialog {
  #form = new FormState(this);
  #peer = null; // null: a new one
  #etag = null;
  #before = BLANK;
  #values = BLANK;

  create() {
    this.#begin(null, null, BLANK);
    this.open();
  }

  async change(peer) {
    if (await this.#read(peer.id)) {
      this.open();
    }
  }

  #begin(peer, etag, values) {
    this.#peer = peer;
    this.#etag = etag;
    this.#before = values;
    this.#values = { ...values };
    this.#form.clear();
    this.requestUpdate();
  }

  async #read(id) {
    try {
      const { value, etag } = await api.read(`/peers/${id}`);
      this.#begin(value, etag, valuesOf(value));
      return true;
    } catch (problem) {
      sayProblem(problem);
      return false;
    }
  }

  heading() {
    return this.#peer ? t('peers.form.change', { name: this.#peer.name }) : t('peers.form.create');
  }

  async #save(event) {
    event.preventDefault();
    const body = bodyOf(this.#values, this.#before);
    const answer = await this.#form.submit(() => this.#peer
      ? api.put(`/peers/${this.#peer.id}`, body, { ifMatch: this.#etag })
      : api.post('/peers', body));
    if (answer) {
      peers.put(answer);
      this.close();
      say(t(this.#peer ? 'peers.form.changed' : 'peers.form.created', { name: answer.name }));
    }
  }

  #set(path, value) {
    this.#values[path] = value;
    this.requestUpdate();
  }

  #text(path, { hint, placeholder, mode, focus = false } = {}) {
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name=${path} .value=${this.#values[path]}
      inputmode=${mode ?? nothing} placeholder=${placeholder ?? nothing} autocomplete="off" ?autofocus=${focus}
      aria-describedby=${describedBy} aria-invalid=${invalid} @input=${(event) => this.#set(path, event.target.value)}>`;
    return field(this.#form, path, { label: t(`peers.field.${path}`), hint, control });
  }

  #number(path, placeholder, hint) {
    return this.#text(path, { mode: 'numeric', placeholder, hint });
  }

  #choice(path, names, words, hint) {
    const control = ({ id, describedBy, invalid }) => html`<select id=${id} name=${path} aria-describedby=${describedBy}
      aria-invalid=${invalid} @change=${(event) => this.#set(path, event.target.value)}>
      ${names.map((name) => html`<option value=${name} ?selected=${this.#values[path] === name}>${t(`${words}.${name || 'none'}`)}</option>`)}
    </select>`;
    return field(this.#form, path, { label: t(`peers.field.${path}`), hint, control });
  }

  #enabled() {
    const stops = this.#peer?.enabled && !this.#values.enabled;
    return html`<div class="wide field"><label><input type="checkbox" name="enabled" role="switch" .checked=${this.#values.enabled}
        @change=${(event) => this.#set('enabled', event.target.checked)}> ${t('peers.field.enabled')}</label>
      ${stops ? html`<p class="hint">${t('peers.form.disables')}</p><sluice-moves .peer=${this.#peer.id}></sluice-moves>` : nothing}</div>`;
  }

  #tls() {
    const kind = this.#values.tls;
    return html`
      ${this.#choice('tls', ['', 'verify', 'any', 'sha256'], 'peers.tls', t('peers.form.tls'))}
      ${kind === 'sha256' ? this.#text('tls_pin', { hint: t('peers.form.tls-pin') }) : nothing}
      ${kind ? this.#text('tls_server_name', { placeholder: this.#values.host, hint: t('peers.form.tls-name') }) : nothing}
      ${kind === 'verify' ? html`<div class="wide">${this.#area('tls_ca', t('peers.form.tls-ca'))}</div>` : nothing}`;
  }

  #capacity() {
    return html`${this.#number('capacity.max_in_flight', t('peers.form.capacity.none'), t('peers.form.capacity'))}
      ${this.#values['capacity.max_in_flight'].trim() === '' ? nothing : html`
        ${this.#number('capacity.queue', '64', t('peers.form.capacity.queue'))}
        ${this.#text('capacity.queue_timeout', { placeholder: '1s', hint: t('peers.form.interval') })}`}`;
  }

  #area(path, hint) {
    const control = ({ id, describedBy, invalid }) => html`<textarea id=${id} name=${path} rows="4" spellcheck="false"
      .value=${this.#values[path]} placeholder="-----BEGIN CERTIFICATE-----" aria-describedby=${describedBy} aria-invalid=${invalid}
      @input=${(event) => this.#set(path, event.target.value)}></textarea>`;
    return field(this.#form, path, { label: t(`peers.field.${path}`), hint, control });
  }

  #probe() {
    const kind = this.#values['probe.kind'];
    const refused = this.#form.problem?.errors.some((error) => error.path.startsWith('probe'));
    const dials = kind !== 'heartbeat';
    return html`<details class="wide" ?open=${refused}>
      <summary>${t('peers.form.probe')}</summary>
      <div class="fields">
        ${this.#choice('probe.kind', ['http', 'tcp', 'heartbeat'], 'peers.probe.kind', t(`peers.probe.hint.${kind}`))}
        ${dials ? this.#number('probe.port', t('peers.probe.port.same')) : nothing}
        ${kind === 'http' ? this.#text('probe.path', { placeholder: '/' }) : nothing}
        ${kind === 'http' ? this.#number('probe.expect_status', t('peers.probe.any')) : nothing}
        ${dials ? this.#text('probe.interval', { hint: t('peers.form.interval') }) : nothing}
        ${this.#number('probe.fall', undefined, t('peers.form.fall'))}
        ${this.#number('probe.rise', undefined, t('peers.form.rise'))}
      </div>
    </details>`;
  }

  #again() {
    return this.#form.problem?.code === 'stale'
      ? html`<p>${t('peers.form.stale')} <button type="button" class="small secondary"
          @click=${() => this.#read(this.#peer.id)}>${t('peers.form.read-again')}</button></p>`
      : nothing;
  }

  content() {
    const gateway = this.#values.peer_type === 'gateway';
    return html`
      <form novalidate @submit=${(event) => this.#save(event)}>
        <div class="fields">
          ${this.#text('name', { focus: true })}
          ${this.#choice('peer_type', ['gateway', 'regular'], 'peers.type.long')}
          ${this.#text('host', { hint: t('peers.form.host') })}
          ${gateway
            ? this.#number('proxy_port', '18080', t('peers.form.proxy-port'))
            : this.#number('port', undefined, t('peers.form.port'))}
          ${gateway ? this.#number('api_port', '9876', t('peers.form.api-port')) : nothing}
          ${gateway ? this.#text('lan_address', { hint: t('peers.form.lan-address') }) : nothing}
          ${this.#number('weight', '1', t('peers.form.weight'))}
          ${this.#choice('protocol', ['http1', 'h2c', 'h2'], 'peers.protocol')}
          ${this.#tls()}
          ${this.#capacity()}
          <div class="wide">${this.#text('description')}</div>
          ${this.#enabled()}
          ${this.#probe()}
        </div>
        ${formProblem(this.#form)}
        ${this.#again()}
        <footer>
          <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
          ${submitButton(this.#form, this.#peer ? t('dialog.save') : t('peers.create'))}
        </footer>
      </form>
    `;
  }
}

customElements.define('sluice-peer-form', PeerForm);
