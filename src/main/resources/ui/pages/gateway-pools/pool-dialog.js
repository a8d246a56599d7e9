import { html, nothing } from '../../base/element.js';
import { FormState, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { routes } from '../../base/store.js';
import { confirm } from '../../components/confirm.js';
import { SluiceDialog } from '../../components/dialog.js';
import { say } from '../../components/notices.js';
import { moves } from './moves.js';
import { PoolDraft } from './pool-draft.js';
import './pool-members.js';
import { poolSettings } from './pool-settings.js';
import { RouteIndex } from './route-index.js';
import { isMove, whatMoves } from './what-moves.js';

/** A pool to be made or changed: settings on the left, members on the right, one Save. */
class PoolDialog extends SluiceDialog {
  #draft = null;
  #form = new FormState(this);

  /** Opens it for a new pool. */
  create() {
    this.#draft = PoolDraft.fresh();
    this.#form.clear();
    return this.open();
  }

  /** Reads a pool and opens the dialog with it; fails with a Problem. */
  async edit(id) {
    this.#draft = await PoolDraft.of(id);
    this.#form.clear();
    return this.open();
  }

  heading() {
    const { pool } = this.#draft;
    return pool ? html`${t('pools.edit')} <bdi>${pool.name}</bdi>` : t('pools.create');
  }

  #set(name, value) {
    this.#draft.settings[name] = value;
    this.requestUpdate();
  }

  #setFeature(fields) {
    this.#draft.features = { ...this.#draft.features, ...fields };
    this.requestUpdate();
  }

  #order(members) {
    this.#draft.members = members;
    this.requestUpdate();
  }

  async #readAgain() {
    const fresh = await this.#form.submit(() => PoolDraft.of(this.#draft.id));
    if (fresh) {
      this.#draft = fresh;
      this.requestUpdate();
    }
  }

  get #moving() {
    return this.#draft.pool ? whatMoves(this.#draft, new RouteIndex(routes.list)) : [];
  }

  async #save(event) {
    event.preventDefault();
    const moving = this.#moving;
    if (moving.some(isMove)) {
      const question = { heading: t('pools.moves.heading'), body: moves(moving), verb: t('dialog.save'), action: async () => true };
      if (!(await confirm(question))) {
        return;
      }
    }
    const fresh = this.#draft.pool === null;
    const pool = await this.#form.submit(() => this.#draft.save());
    if (pool) {
      say(t(fresh ? 'pools.created' : 'pools.saved', { name: pool.name }));
      this.close();
    }
  }

  #refusal() {
    const code = this.#form.problem?.code;
    return html`
      ${this.#draft.half && this.#form.problem ? html`<p class="half" role="alert">${t('pools.half')}</p>` : nothing}
      ${formProblem(this.#form)}
      ${code === 'stale' || code === 'pool_not_found'
        ? html`<p class="stale">${t(`pools.${code}`)}
            ${code === 'stale'
              ? html`<button type="button" class="secondary small" @click=${() => this.#readAgain()}>${t('pools.read-again')}</button>`
              : nothing}</p>`
        : nothing}
    `;
  }

  content() {
    const draft = this.#draft;
    const moving = this.#moving;
    return html`
      <form @submit=${(event) => this.#save(event)}>
        <div class="columns">
          <div class="settings">${poolSettings(draft, this.#form, (name, value) => this.#set(name, value), (fields) => this.#setFeature(fields))}</div>
          <div class="who-serves">
            <sluice-pool-members .members=${draft.members} @order=${(event) => this.#order(event.detail)}></sluice-pool-members>
            <div class="moving" aria-live="polite">${moving.length > 0 ? html`<h3>${t('pools.moves')}</h3>${moves(moving)}` : nothing}</div>
          </div>
        </div>
        ${this.#refusal()}
        <footer>
          <button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>
          ${submitButton(this.#form, t('dialog.save'))}
        </footer>
      </form>
    `;
  }
}

customElements.define('sluice-pool-dialog', PoolDialog);
