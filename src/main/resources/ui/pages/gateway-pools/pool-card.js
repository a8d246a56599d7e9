import { html, nothing } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { peerName } from '../../base/store.js';
import { whyNot } from '../../components/allowed.js';
import { badge } from '../../components/state-badge.js';
import '../../components/ticking.js';
import { memberTable } from './member-table.js';
import { outagePreview } from './outage-preview.js';
import { cooldownInWords } from './presets.js';
import { servingNow, usable } from './serving.js';

/**
 * A pool as it is now.
 *
 * @param routes a RouteIndex
 * @param on what the buttons do: {edit, remove, migrate, failback}, each called with the event and the pool (and a member)
 */
export function poolCard(pool, routes, on) {
  const why = whyNot('admin', 'gateway_pools');
  const mayNotRemove = whyNot('admin');
  const label = (key) => `${t(key)}: ${pool.name}`;
  return html`
    <article class="card pool" data-pool=${pool.id} aria-labelledby="pool-${pool.id}">
      <div class="title">
        <h2 id="pool-${pool.id}"><bdi>${pool.name}</bdi></h2>
        <p class="kind">${modeInWords(pool)}${pool.enabled ? nothing : badge('off', t('state.disabled'))}</p>
        <div class="actions">
          <button type="button" class="small secondary" ?disabled=${why} title=${why ?? nothing} aria-label=${label('pools.edit')}
            @click=${(event) => on.edit(event, pool)}>${t('pools.edit')}</button>
          <button type="button" class="small secondary" ?disabled=${mayNotRemove} title=${mayNotRemove ?? nothing} aria-label=${label('pools.migrate')}
            @click=${(event) => on.migrate(event, pool)}>${t('pools.migrate')}</button>
          <button type="button" class="small secondary" ?disabled=${mayNotRemove} title=${mayNotRemove ?? nothing} aria-label=${label('pools.delete')}
            @click=${(event) => on.remove(event, pool)}>${t('pools.delete')}</button>
        </div>
      </div>
      <p class="serves">${servesInWords(pool, routes)}</p>
      ${pool.members.length > 0 ? memberTable(pool, servingId(pool, routes), on) : html`<p class="muted">${t('pools.no-members')}</p>`}
      <dl>
        <div><dt>${t('pools.routes')}</dt><dd>${routesInWords(pool, routes)}</dd></div>
        <div><dt>${t('pools.failback')}</dt><dd>${t(`pools.failback.${pool.failback}`)}</dd></div>
        <div><dt>${t('pools.cooldown')}</dt><dd>${cooldownInWords(pool.failback_cooldown_s)}</dd></div>
        <div><dt>${t('pools.outage-message')}</dt><dd>${message(pool)}</dd></div>
      </dl>
    </article>
  `;
}

function modeInWords(pool) {
  return pool.mode === 'failover'
    ? html`<span class="mode">${t('pools.mode.failover')}</span> `
    : html`<span class="mode">${t('pools.mode.load_balancing')}, <code>${pool.lb_policy}</code></span> `;
}

function servingId(pool, routes) {
  return pool.enabled && pool.mode === 'failover' ? servingNow(pool, routes).peerId : null;
}

function servesInWords(pool, routes) {
  if (!pool.enabled) {
    return t('pools.serves.disabled');
  }
  if (pool.members.length === 0) {
    return t('pools.serves.empty');
  }
  if (pool.mode === 'load_balancing') {
    const some = usable(pool.members).length;
    return some === 0
      ? badge('bad', t('pools.outage'))
      : html`${badge('good', t('pools.serves.shared'))} ${t('pools.serves.shared.of', { n: some, all: pool.members.length })}`;
  }
  const { peerId, since } = servingNow(pool, routes);
  if (peerId === null) {
    return html`${badge('bad', t('pools.outage'))} ${since ? html`${t('pools.since')} <sluice-since at=${since}></sluice-since>` : nothing}`;
  }
  const primary = pool.members[0].peer_id === peerId;
  return html`${badge(primary ? 'good' : 'away', t(primary ? 'pools.serves.primary' : 'pools.serves.substitute'))}
    <strong><bdi>${peerName(peerId)}</bdi></strong> ${t('pools.since')} <sluice-since at=${since}></sluice-since>`;
}

function routesInWords(pool, routes) {
  const own = routes.toPool(pool.id).length;
  const pinned = pool.members.reduce((sum, member) => sum + routes.pinnedTo(member.peer_id).length, 0);
  return html`<a href="/routes?pool=${pool.id}">${t('pools.routes.own', { count: own, n: number(own) })},
    ${t('pools.routes.pinned', { count: pinned, n: number(pinned) })}</a>`;
}

function message(pool) {
  return html`<details><summary>${t(pool.outage_message === null ? 'pools.outage-message.built-in' : 'pools.outage-message.own')}</summary>
    ${outagePreview(pool.outage_message)}</details>`;
}
