import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { allPools } from './members.js';
import { movable, sourceOf, targetOf } from './migration.js';

/**
 * The first step: which pool, and which routes.
 *
 * @param migration a Migration
 * @param on {aim(id), group(group, wanted), route(group, route, wanted)}
 */
export function migrationChoice(migration, on) {
  return html`
    <div class="field">
      <label for="migrate-into">${t('pools.migrate.into')}</label>
      <select id="migrate-into" name="pool" required autofocus @change=${(event) => on.aim(Number(event.target.value) || null)}>
        <option value="" ?selected=${migration.poolId === null}>${t('pools.migrate.choose')}</option>
        ${allPools().map((pool) => html`<option value=${pool.id} ?selected=${pool.id === migration.poolId}>${pool.name}</option>`)}
      </select>
    </div>
    ${migration.groups.length === 0 ? html`<p class="empty">${t('pools.migrate.none')}</p>` : nothing}
    ${repeat(migration.groups, (group) => group.peer_id, (group) => groupChoice(migration, group, on))}
  `;
}

function groupChoice(migration, group, on) {
  const can = movable(group);
  const chosen = group.routes.filter((route) => migration.isChosen(route)).length;
  const full = can.length > 0 && can.every((route) => migration.isChosen(route));
  const stranger = migration.poolId !== null && !migration.isMember(group);
  return html`
    <fieldset class="group" data-peer=${group.peer_id}>
      <legend>
        <label class="option">
          <input type="checkbox" .checked=${live(full)} .indeterminate=${live(!full && chosen > 0)} ?disabled=${can.length === 0}
            @change=${(event) => on.group(group, event.target.checked)}>
          <span><bdi>${group.peer_name ?? `#${group.peer_id}`}</bdi>
            <small class="hint">${t('pools.migrate.chosen', { n: chosen, count: group.routes.length })}</small></span>
        </label>
      </legend>
      ${stranger ? html`<p class="hint">${t('pools.migrate.stranger', { peer: group.peer_name, pool: migration.pool?.name })}</p>` : nothing}
      <ul>${repeat(group.routes, (route) => route.route_id, (route) => routeChoice(migration, group, route, on))}</ul>
    </fieldset>
  `;
}

function routeChoice(migration, group, route, on) {
  return html`
    <li class=${route.loopback ? 'loopback' : ''} data-route=${route.route_id}>
      <label class="option">
        <input type="checkbox" .checked=${live(migration.isChosen(route))} @change=${(event) => on.route(group, route, event.target.checked)}>
        <span>${line(route)}${route.loopback ? html`<small>${loopbackReason(group, route)}</small>` : nothing}</span>
      </label>
    </li>
  `;
}

/** From where to where, on one line. */
export function line(route) {
  return html`<bdi>${sourceOf(route)}</bdi> <span aria-hidden="true">→</span> <bdi>${targetOf(route) ?? t('pools.migrate.gateway-decides')}</bdi>`;
}

/** Why a loopback route had better stay where it is. */
export function loopbackReason(group, route) {
  return t('pools.migrate.loopback', { source: sourceOf(route), target: targetOf(route), peer: group.peer_name ?? `#${group.peer_id}` });
}
