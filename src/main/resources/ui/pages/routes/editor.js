import { html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { FormState, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';
import { routes } from '../../base/store.js';
import { whyNot } from '../../components/allowed.js';
import { SluiceDialog } from '../../components/dialog.js';
import { say, sayProblem } from '../../components/notices.js';
import { controls } from './controls.js';
import { blank, bodyOf, draftOf } from './draft.js';
import { entryFields } from './editor-entry.js';
import { featureFields } from './editor-features.js';
import { RARE, moreFields } from './editor-more.js';
import { FEATURES } from './features.js';
import { targetFields } from './editor-target.js';
import { apart } from './naming.js';

/** Where a route is made or changed. A change names the state that it was read in: who was faster is not overwritten. */
class RouteEditor extends SluiceDialog {
  static properties = { draft: { state: true } };

  #form = new FormState(this);
  #route = null;
  #etag = null;
  #input = controls(
    this.#form,
    () => this.draft,
    (change) => (this.draft = { ...this.draft, ...change }),
  );

  /** @param route null for a new one */
  async edit(route) {
    this.#form.clear();
    if (route && !(await this.#read(route.id))) {
      return;
    }
    if (!route) {
      this.#route = null;
      this.#etag = null;
      this.draft = blank();
    }
    this.open();
  }

  async #read(id) {
    try {
      const { value, etag } = await api.read(`/routes/${id}`);
      this.#route = value;
      this.#etag = etag;
      this.draft = draftOf(value);
      return true;
    } catch (problem) {
      sayProblem(problem);
      return false;
    }
  }

  async #again() {
    if (await this.#read(this.#route.id)) {
      this.#form.clear();
      this.requestUpdate();
    }
  }

  async #save(event) {
    event.preventDefault();
    const body = bodyOf(this.draft, this.#route);
    const send = () =>
      this.#route ? api.put(`/routes/${this.#route.id}`, body, { ifMatch: this.#etag }) : api.post('/routes', body);
    const saved = await this.#form.submit(send);
    if (saved) {
      routes.put(saved);
      say(t(this.#route ? 'routes.editor.saved' : 'routes.editor.created', { route: apart(routeName(saved)) }));
      this.close();
      this.dispatchEvent(new CustomEvent('saved', { detail: { route: saved } }));
    }
  }

  heading() {
    return this.#route ? html`${t('routes.editor.edit')} <bdi>${routeName(this.#route)}</bdi>` : t('routes.create');
  }

  #stale() {
    return this.#form.problem?.code === 'stale'
      ? html`<p><button type="button" class="secondary" @click=${() => this.#again()}>${t('routes.editor.again')}</button></p>`
      : nothing;
  }

  content() {
    const refused = whyNot('admin');
    const rare = this.#form.problem?.errors.some((error) => RARE.includes(error.path)) ?? false;
    const feature = this.#form.problem?.errors.some((error) => FEATURES.includes(error.path.split('.')[0])) ?? false;
    return html`
      <form novalidate @submit=${(event) => this.#save(event)}>
        ${entryFields(this.draft, this.#input)}
        ${targetFields(this.draft, this.#input)}
        ${moreFields(this.draft, this.#input, rare)}
        ${this.draft.route_type === 'http' ? featureFields(this.draft, this.#input, feature) : nothing}
        ${formProblem(this.#form)} ${this.#stale()}
        <footer>
          ${refused ? html`<small class="muted">${refused}</small>` : nothing}
          <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
          ${submitButton(this.#form, t('dialog.save'), { disabled: refused !== null })}
        </footer>
      </form>
    `;
  }
}

customElements.define('sluice-route-editor', RouteEditor);
