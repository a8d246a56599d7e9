import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peerName, routes } from '../../base/store.js';
import { line } from './migration-choice.js';

/** The second step: what will change, route by route. */
export function migrationReview(migration) {
  const { pool, next, selection } = migration;
  const all = selection.flatMap((group) => group.routes);
  const moving = all.filter((route) => migration.moves(route)).length;
  return html`
    <h3 tabindex="-1">${t('pools.migrate.review')}</h3>
    <p>${t('pools.migrate.summary', { count: all.length, pool: pool.name })} ${outlook(next, moving)}</p>
    ${pool.mode === 'failover' ? html`<p class="hint">${t('pools.migrate.failover')}</p>` : nothing}
    <div class="scroll">
      <table class="review">
        <thead><tr><th scope="col">${t('pools.migrate.route')}</th><th scope="col">${t('pools.migrate.now')}</th><th scope="col">${t('pools.migrate.then')}</th></tr></thead>
        <tbody>${selection.map((group) => group.routes.map((route) => reviewRow(migration, group, route)))}</tbody>
      </table>
    </div>
  `;
}

function outlook(next, moving) {
  if (next.length === 0) {
    return html`<strong class="error">${t('pools.migrate.outage')}</strong>`;
  }
  if (next.length > 1) {
    return t('pools.migrate.shared', { all: next.map(peerName).join(', ') });
  }
  return moving === 0 ? t('pools.migrate.stay', { peer: peerName(next[0]) }) : t('pools.migrate.move', { count: moving, peer: peerName(next[0]) });
}

function reviewRow(migration, group, route) {
  const serving = routes.get(route.route_id)?.serving_peer_id;
  const { next, pool } = migration;
  const then = next.length === 0 ? t('pools.nobody') : next.map(peerName).join(', ');
  return html`
    <tr class=${route.loopback ? 'loopback' : ''}>
      <th scope="row">${line(route)}${route.loopback ? html`<small>${t('pools.migrate.loopback.then', { target: route.target_lan_host })}</small>` : nothing}</th>
      <td>${t('pools.migrate.pinned')} <bdi>${group.peer_name}</bdi>${serving && serving !== group.peer_id
        ? html`, ${t('pools.migrate.served-by')} <bdi>${peerName(serving)}</bdi>` : nothing}</td>
      <td>${t('pools.migrate.pool')} <bdi>${pool.name}</bdi>, ${t('pools.migrate.served-by')} <bdi>${then}</bdi></td>
    </tr>
  `;
}
