import { html } from '../base/element.js';
import { t } from '../base/i18n.js';
import { peers, pools } from '../base/store.js';

/** The kinds of badges, each with a sign of its own: colour alone says nothing to some. */
const SIGNS = { good: '●', wait: '◐', bad: '■', away: '➜', off: '○', unknown: '?' };
const PEER_STATES = { alive: 'good', cooldown: 'wait', down: 'bad', unknown: 'unknown' };

/** A word with a sign and a colour. */
export function badge(kind, text) {
  return html`<span class="badge ${kind}"><span aria-hidden="true">${SIGNS[kind]}</span> ${text}</span>`;
}

/** The state of a peer (or of a member, which has the same fields but at another place). */
export function peerBadge(peer) {
  if (!peer.enabled) {
    return badge('off', t('state.disabled'));
  }
  const state = peer.health?.state ?? peer.state ?? 'unknown';
  return html`${badge(PEER_STATES[state], t(`state.${state}`))}${peer.drained ? badge('off', t('state.drained')) : ''}`;
}

/** The peer that a route belongs to: its own, or the first of its failover pool; null if it belongs to no single one. */
export function homeOf(route) {
  if (route.target_kind !== 'pool') {
    return route.target_peer_id;
  }
  const pool = pools.get(route.target_pool_id);
  return pool?.mode === 'failover' ? (pool.members[0]?.peer_id ?? null) : null;
}

function canServe({ peer_id: id, state }) {
  const peer = peers.get(id);
  return state !== 'down' && (!peer || (peer.enabled && !peer.drained));
}

/** Whether a route is at home, away, without anyone, or not wanted. Pages that ask subscribe to peers and pools too. */
export function routeState(route) {
  if (!route.enabled) {
    return 'disabled';
  }
  if (route.serving === null) {
    return route.members.some(canServe) ? 'home' : 'outage';
  }
  if (route.serving.peer_id === null) {
    return 'outage';
  }
  const home = homeOf(route);
  return home === null || home === route.serving.peer_id ? 'home' : 'away';
}

const ROUTE_STATES = { home: 'good', away: 'away', outage: 'bad', disabled: 'off' };

export function routeBadge(route) {
  const state = routeState(route);
  return badge(ROUTE_STATES[state], t(`route.${state}`));
}
