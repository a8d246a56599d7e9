import { html } from '../base/element.js';
import { t } from '../base/i18n.js';

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

/** Whether a route is at home, away, without anyone, or not wanted. */
export function routeState(route) {
  if (!route.enabled) {
    return 'disabled';
  }
  if (route.original_peer_id !== null) {
    return route.serving_peer_id === null ? 'outage' : 'away';
  }
  const balanced = route.members.length > 0;
  const served = balanced ? route.members.some((member) => member.share > 0) : route.serving_peer_id !== null;
  return served ? 'home' : 'outage';
}

const ROUTE_STATES = { home: 'good', away: 'away', outage: 'bad', disabled: 'off' };

export function routeBadge(route) {
  const state = routeState(route);
  return badge(ROUTE_STATES[state], t(`route.${state}`));
}
