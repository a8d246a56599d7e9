import { SluiceElement, html, nothing } from '../../base/element.js';
import { LiveAnswer } from '../../base/answer.js';
import { api } from '../../base/api.js';
import { FormState, field, formProblem } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { router } from '../../base/router.js';
import { peerName } from '../../base/store.js';
import { drawing } from './explain-drawing.js';

/** Where a request for a URL goes now, and why: in the API's sentences, and as a drawing. Kept true while it is shown. */
class ExplainBox extends SluiceElement {
  static properties = { open: { state: true }, url: { state: true }, client: { state: true } };

  #form = new FormState(this);
  #answer = null;
  #end = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.#readAddress();
    this.during(router.onChange(() => this.#readAddress()));
    this.during(() => this.#end());
  }

  #readAddress() {
    this.url = router.query.get('url') ?? '';
    this.client = router.query.get('client') ?? '';
    this.open = this.url !== '';
    if (this.open) {
      this.#ask();
    }
  }

  /** Explains this URL. */
  show(url) {
    this.url = url;
    this.open = true;
    this.#ask();
    this.scrollIntoView({ block: 'start' });
    this.querySelector('input[name="url"]')?.focus({ preventScroll: true });
  }

  #ask() {
    router.remember({ url: this.url, client: this.client });
    const asked = new URLSearchParams({ url: this.url.trim() });
    if (this.client.trim()) {
      asked.set('client', this.client.trim());
    }
    this.#end();
    this.#answer = new LiveAnswer(() => api.get(`/explain?${asked}`), ['peer', 'pool', 'route', 'activity'],
      (told) => told.event === undefined || told.event === 'site_updated');
    this.#end = this.#answer.subscribe(() => {
      this.#form.problem = this.#answer.problem;
      this.requestUpdate();
    });
    this.requestUpdate();
  }

  #toggled(event) {
    this.open = event.target.open;
    if (!this.open) {
      this.#end();
      this.#answer = null;
      router.remember({ url: null, client: null });
    }
  }

  #input(name, label, placeholder, hint) {
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name=${name} .value=${this[name]} placeholder=${placeholder}
      autocomplete="off" spellcheck="false" autocapitalize="none" ?required=${name === 'url'} aria-describedby=${describedBy}
      aria-invalid=${invalid} @input=${(event) => (this[name] = event.target.value)}>`;
    return field(this.#form, name, { label, hint, control });
  }

  #said(said) {
    const others = said.others.map((one) => html`<li><bdi>${peerName(one.peer_id)}</bdi>: <bdi>${one.why_not}</bdi></li>`);
    return html`<div class="explained" role="status">
      <p class="because"><bdi>${said.because}</bdi></p>
      <p><bdi>${said.next}</bdi>
        ${said.failback_due ? html`<strong><sluice-countdown to=${said.failback_due}></sluice-countdown></strong>` : nothing}</p>
      ${drawing(said, this.client.trim())}
      ${others.length > 0 ? html`<details><summary>${t('routes.explain.others')}</summary><ul>${others}</ul></details>` : nothing}
    </div>`;
  }

  #result() {
    const { value, problem } = this.#answer ?? {};
    if (problem) {
      return formProblem(this.#form);
    }
    return value ? this.#said(value) : nothing;
  }

  render() {
    return html`<details class="card explain" ?open=${this.open} @toggle=${(event) => event.target.matches('.explain') && this.#toggled(event)}>
      <summary><h2>${t('routes.explain.heading')}</h2></summary>
      <form novalidate @submit=${(event) => { event.preventDefault(); this.#ask(); }}>
        ${this.#input('url', t('routes.explain.url'), 'app.example.com/path', t('routes.explain.url.hint'))}
        ${this.#input('client', t('routes.explain.client'), '203.0.113.7', t('routes.explain.client.hint'))}
        <button type="submit">${t('routes.explain.do')}</button>
      </form>
      ${this.#result()}
    </details>`;
  }
}

customElements.define('sluice-explain', ExplainBox);
