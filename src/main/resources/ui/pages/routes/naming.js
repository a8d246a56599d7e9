import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peerName, pools, poolName } from '../../base/store.js';

/** How routes are called, and where they go, in words. */

const LOOPBACK = /^\[?(localhost\.?|127(\.\d{1,3}){0,3}|(0{0,4}:){1,7}0{0,3}1|(0{0,4}:){1,6}ffff:(127(\.\d{1,3}){3}|7f[0-9a-f]{2}:[0-9a-f]{1,4}))\]?$/i;

/** Whether a LAN host means the gateway machine itself. */
export function isLoopback(host) {
  return LOOPBACK.test(host ?? '');
}

/** Kept apart from the sentence around it, whatever direction it is written in. For texts; in templates there is <bdi>. */
export function apart(text) {
  return `\u2068${text}\u2069`;
}

/** Host and port behind the gateway; empty if the gateway decides. */
export function lanHost(route) {
  if (route.target_lan_host === null) {
    return '';
  }
  const host = route.target_lan_host;
  return `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${route.target_lan_port}`;
}

/** Where the operator wants it: pinned to a gateway, to a pool, or to a regular peer. */
export function target(route) {
  const lan = lanHost(route);
  const onto = lan ? html` → <bdi>${lan}</bdi>` : nothing;
  if (route.target_kind === 'pool') {
    return html`${t('routes.to.pool')} <bdi>${poolName(route.target_pool_id)}</bdi>${onto}`;
  }
  if (route.target_kind === 'peer') {
    const port = route.target_port === null ? nothing : html`:${route.target_port}`;
    return html`${t('routes.to.peer')} <bdi>${peerName(route.target_peer_id)}</bdi>${port}`;
  }
  return html`${t('routes.to.gateway')} <bdi>${peerName(route.target_peer_id)}</bdi>${onto}`;
}

/** The same as text, for a title. */
export function targetText(route) {
  const name = route.target_kind === 'pool' ? poolName(route.target_pool_id) : peerName(route.target_peer_id);
  const lan = lanHost(route);
  return `${t(`routes.to.${route.target_kind}`)} ${apart(name)}${lan ? ` → ${apart(lan)}` : ''}`;
}

/** The enabled pools whose members may serve it. */
export function poolsOf(route) {
  if (route.target_kind === 'pool') {
    const pool = pools.get(route.target_pool_id);
    return pool ? [pool] : [];
  }
  const home = route.target_peer_id;
  const has = (pool) => pool.enabled && pool.members.some((member) => member.peer_id === home);
  return route.target_kind === 'gateway' ? pools.list.filter(has).sort((a, b) => a.id - b.id) : [];
}

/** Who may serve it by the operator's will: home first, then the members of its pools, or a pool's members. */
export function candidates(route) {
  const ids = new Set(route.target_kind === 'pool' ? [] : [route.target_peer_id]);
  const alone = route.target_kind === 'gateway' && !route.failover;
  if (!alone) {
    poolsOf(route).filter((pool) => pool.enabled).forEach((pool) => pool.members.forEach((member) => ids.add(member.peer_id)));
  }
  return [...ids];
}
