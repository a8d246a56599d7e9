import { html } from '../../base/element.js';
import { FormState, formProblem, submitButton } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { confirm } from '../../components/confirm.js';
import { SluiceDialog } from '../../components/dialog.js';
import { say } from '../../components/notices.js';
import { line, loopbackReason, migrationChoice } from './migration-choice.js';
import { migrationReview } from './migration-review.js';
import { Migration } from './migration.js';

/** Pinned routes into a pool: choose, review, OK. All of them move, or none. */
class MigrateDialog extends SluiceDialog {
  static properties = { reviewing: { state: true } };

  #migration = null;
  #form = new FormState(this);
  #on = {
    aim: (id) => this.#change(() => this.#migration.aim(id)),
    group: (group, wanted) => this.#change(() => this.#migration.chooseGroup(group, wanted)),
    route: (group, route, wanted) => this.#route(group, route, wanted),
  };

  /** Reads the candidates and opens the dialog, aimed at a pool or at none (null); fails with a Problem. */
  async migrate(poolId) {
    this.#migration = await Migration.read(poolId);
    this.#form.clear();
    this.reviewing = false;
    return this.open();
  }

  heading() {
    return t('pools.migrate');
  }

  #change(action) {
    action();
    this.#form.clear();
    this.requestUpdate();
  }

  /** A loopback route is moved only by a word of its own. */
  async #route(group, route, wanted) {
    if (wanted && route.loopback) {
      const yes = await confirm({
        heading: t('pools.migrate.loopback.heading'),
        body: html`<p><strong>${line(route)}</strong></p><p>${loopbackReason(group, route)}</p>`,
        verb: t('pools.migrate.loopback.yes'),
        danger: true,
        action: async () => true,
      });
      this.#change(() => yes && this.#migration.choose(route, true));
    } else {
      this.#change(() => this.#migration.choose(route, wanted));
    }
  }

  async #step(reviewing) {
    this.reviewing = reviewing;
    await this.updateComplete;
    this.querySelector(reviewing ? 'h3' : 'select')?.focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (!this.reviewing) {
      await this.#step(true);
      return;
    }
    const { pool } = this.#migration;
    const count = await this.#form.submit(() => this.#migration.make());
    if (count !== undefined) {
      say(t('pools.migrated', { count, pool: pool.name }));
      this.close();
    }
  }

  content() {
    const migration = this.#migration;
    const ready = migration.pool && migration.chosen.size > 0;
    return html`
      <form @submit=${(event) => this.#submit(event)}>
        ${this.reviewing && migration.pool ? migrationReview(migration) : migrationChoice(migration, this.#on)}
        ${formProblem(this.#form)}
        <footer>
          <span class="count" role="status">${t('pools.migrate.count', { count: migration.chosen.size })}</span>
          ${this.reviewing
            ? html`<button type="button" class="secondary" @click=${() => this.#step(false)}>${t('pools.migrate.back')}</button>`
            : html`<button type="button" class="secondary" @click=${() => this.close()}>${t('dialog.cancel')}</button>`}
          ${submitButton(this.#form, t(this.reviewing ? 'pools.migrate.ok' : 'pools.migrate.to-review'), { disabled: !ready })}
        </footer>
      </form>
    `;
  }
}

customElements.define('sluice-migrate-dialog', MigrateDialog);
