import { repeat } from 'lit/directives/repeat.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { addWords, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { peers, pools, routes } from '../../base/store.js';
import { style } from '../../base/style.js';
import { whyNot } from '../../components/allowed.js';
import { confirm } from '../../components/confirm.js';
import { empty, loading } from '../../components/loading.js';
import { act, say } from '../../components/notices.js';
import en from '../../words/pages/gateway-pools.en.js';
import de from '../../words/pages/gateway-pools.de.js';
import { allPools } from './members.js';
import './migrate-dialog.js';
import { poolCard } from './pool-card.js';
import './pool-dialog.js';
import { RouteIndex } from './route-index.js';

addWords({ en, de });
await Promise.all(['gateway-pools.css', 'dialogs.css'].map((file) => style(new URL(file, import.meta.url))));

/** All gateway pools: who serves in each, and how it is set up. */
class GatewayPoolsPage extends SluiceElement {
  #index = new RouteIndex([]);
  #on = {
    edit: (event, pool) => act(event, () => this.#dialog('pool').edit(pool.id)),
    remove: (event, pool) => this.#remove(pool),
    migrate: (event, pool) => act(event, () => this.#dialog('migrate').migrate(pool?.id ?? null)),
    failback: (event, pool, member) => this.#failback(member),
  };

  connectedCallback() {
    super.connectedCallback();
    this.during(peers.subscribe(() => this.requestUpdate()));
    this.during(pools.subscribe(() => this.requestUpdate()));
    this.during(pulse.subscribe(() => this.requestUpdate()));
    this.during(routes.subscribe(() => this.#routed()));
    this.#routed();
  }

  #routed() {
    this.#index = new RouteIndex(routes.list);
    this.requestUpdate();
  }

  #dialog(name) {
    return this.querySelector(`sluice-${name}-dialog`);
  }

  async #remove(pool) {
    const own = this.#index.toPool(pool.id).length;
    const pinned = pool.members.reduce((sum, member) => sum + this.#index.pinnedTo(member.peer_id).length, 0);
    const done = await confirm({
      heading: t('pools.delete.heading', { name: pool.name }),
      body: html`
        ${own > 0 ? html`<p>${t('pools.delete.own', { count: own })}</p>` : nothing}
        <p>${t('pools.delete.pinned', { count: pinned })}</p>
      `,
      verb: t('pools.delete'),
      danger: true,
      action: () => api.delete(`/gateway-pools/${pool.id}`),
    });
    if (done !== undefined) {
      pools.put({ id: pool.id, deleted: true });
      say(t('pools.deleted', { name: pool.name }));
    }
  }

  async #failback(member) {
    const back = this.#index.pinnedTo(member.peer_id).filter((route) => route.original_peer_id !== null).length;
    const name = member.peer_name;
    const done = await confirm({
      heading: t('pools.failback.heading', { name }),
      body: html`<p>${t('pools.failback.body', { count: back, name })}</p>`,
      verb: t('pools.failback-now'),
      action: () => api.post(`/peers/${member.peer_id}/failback`),
    });
    if (done !== undefined) {
      say(t('pools.failback.done', { name }));
    }
  }

  #cards() {
    const all = allPools();
    if (all.length === 0) {
      return empty(t('pools.empty'));
    }
    return html`<div class="pools">${repeat(all, (pool) => pool.id, (pool) => poolCard(pool, this.#index, this.#on))}</div>`;
  }

  render() {
    const why = whyNot('admin', 'gateway_pools');
    const noMigration = whyNot('admin') ?? (pools.items.size === 0 ? t('pools.migrate.no-pool') : null);
    return html`
      <div class="head">
        <h1 tabindex="-1">${t('page.gateway-pools')}</h1>
        <div class="actions">
          <button type="button" class="small secondary" ?disabled=${noMigration} title=${noMigration ?? nothing}
            @click=${(event) => this.#on.migrate(event)}>${t('pools.migrate')}</button>
          <button type="button" class="small" ?disabled=${why} title=${why ?? nothing}
            @click=${() => this.#dialog('pool').create()}>${t('pools.create')}</button>
        </div>
      </div>
      ${why ? html`<p class="locked">${why}</p>` : nothing}
      ${pools.state === 'ready' ? this.#cards() : loading(pools)}
      <sluice-pool-dialog></sluice-pool-dialog>
      <sluice-migrate-dialog></sluice-migrate-dialog>
    `;
  }
}

customElements.define('page-gateway-pools', GatewayPoolsPage);
