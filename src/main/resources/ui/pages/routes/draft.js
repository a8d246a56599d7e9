import { peers, pools } from '../../base/store.js';
import { featuresBody, featuresOf } from './features.js';

/** What stands in the editor, field by field, as text; what the other kinds of targets had stays while it is open. */
const BLANK = {
  route_type: 'http',
  kind: 'gateway',
  domain: '',
  path_prefix: '/',
  description: '',
  enabled: true,
  gateway: '',
  pool: '',
  regular: '',
  lan_host: '',
  lan_port: '',
  lan_tls: '',
  lan_pin: '',
  lan_mac: '',
  port: '',
  failover: true,
  rescue: true,
  https_enabled: true,
  https_redirect: '',
  hsts: '',
  head_timeout: '',
  idle_timeout: '',
  max_body: '',
  retry_statuses: '',
  listen_port: '',
  tls_mode: 'none',
  allow_loopback: false,
};

const text = (value) => (value === null || value === undefined ? '' : String(value));
const number = (value) => (value.trim() === '' ? null : Number.isNaN(Number(value)) ? value : Number(value));
const words = (value) => (value.trim() === '' ? null : value.trim());

/** A draft of a new route: the first gateway and pool are chosen, since most have few. */
export function blank() {
  const gateway = peers.list.find((peer) => peer.peer_type === 'gateway');
  const pool = pools.list.find((one) => one.members.length > 0);
  const regular = peers.list.find((peer) => peer.peer_type === 'regular');
  return { ...BLANK, ...featuresOf(null), gateway: text(gateway?.id), pool: text(pool?.id), regular: text(regular?.id) };
}

/** A draft of a route as it is. */
export function draftOf(route) {
  const kind = route.target_kind;
  const pin = route.target_lan_tls?.startsWith('sha256:') ? route.target_lan_tls.slice('sha256:'.length) : '';
  return {
    ...blank(),
    route_type: route.route_type,
    kind,
    domain: route.domain,
    path_prefix: route.path_prefix,
    description: route.description,
    enabled: route.enabled,
    ...(kind === 'gateway' && { gateway: text(route.target_peer_id) }),
    ...(kind === 'peer' && { regular: text(route.target_peer_id) }),
    ...(kind === 'pool' && { pool: text(route.target_pool_id) }),
    lan_host: text(route.target_lan_host),
    lan_port: text(route.target_lan_port),
    lan_tls: pin ? 'sha256' : text(route.target_lan_tls),
    lan_pin: pin,
    lan_mac: text(route.target_lan_mac),
    port: text(route.target_port),
    failover: route.failover,
    rescue: route.rescue,
    https_enabled: route.https_enabled,
    https_redirect: text(route.https_redirect),
    hsts: text(route.hsts_max_age_s),
    head_timeout: text(route.upstream?.response_head_timeout),
    idle_timeout: text(route.upstream?.idle_timeout),
    max_body: text(route.upstream?.max_body_bytes),
    retry_statuses: route.upstream?.retry_statuses.join(' ') ?? '',
    listen_port: text(route.l4_listen_port),
    ...featuresOf(route),
    tls_mode: route.l4_tls_mode ?? 'none',
  };
}

function target(draft) {
  const id = { gateway: draft.gateway, pool: draft.pool, peer: draft.regular }[draft.kind];
  const lan = draft.kind !== 'peer';
  const agent = lan && words(draft.lan_host) !== null;
  return {
    target_kind: draft.kind,
    target_peer_id: draft.kind === 'pool' ? null : number(id),
    target_pool_id: draft.kind === 'pool' ? number(id) : null,
    target_lan_host: lan ? words(draft.lan_host) : null,
    target_lan_port: lan ? number(draft.lan_port) : null,
    target_lan_tls: agent && draft.route_type === 'http' ? lanTls(draft) : null,
    target_lan_mac: agent ? words(draft.lan_mac) : null,
    target_port: draft.kind === 'peer' ? number(draft.port) : null,
  };
}

function lanTls(draft) {
  return draft.lan_tls === 'sha256' ? `sha256:${draft.lan_pin.trim().replaceAll(':', '')}` : words(draft.lan_tls);
}

/** Null if nothing is said: the object is the feature whole. */
function upstream(draft) {
  const asked = {
    response_head_timeout: words(draft.head_timeout),
    idle_timeout: words(draft.idle_timeout),
    max_body_bytes: number(draft.max_body),
    retry_statuses: draft.retry_statuses.split(/[\s,]+/).filter((word) => word !== '').map(number),
  };
  return Object.values(asked).every((value) => value === null || value.length === 0) ? null : asked;
}

function byHost(draft) {
  return {
    domain: draft.domain.trim(),
    path_prefix: words(draft.path_prefix),
    https_enabled: draft.https_enabled,
    https_redirect: !draft.https_enabled || draft.https_redirect === '' ? null : draft.https_redirect === 'true',
    hsts_max_age_s: draft.https_enabled ? number(draft.hsts) : null,
    upstream: upstream(draft),
    l4_protocol: null,
    l4_listen_port: null,
    l4_tls_mode: null,
  };
}

function byPort(draft) {
  return {
    domain: draft.tls_mode === 'none' ? null : draft.domain.trim(),
    path_prefix: null,
    https_enabled: true,
    https_redirect: null,
    hsts_max_age_s: null,
    upstream: null,
    l4_listen_port: number(draft.listen_port),
    l4_tls_mode: draft.tls_mode,
  };
}

/**
 * What is sent: only what the chosen kinds have.
 *
 * @param route as it was; null for a new one
 */
export function bodyOf(draft, route) {
  return {
    route_type: draft.route_type,
    description: draft.description,
    enabled: draft.enabled,
    ...(draft.route_type === 'l4' ? byPort(draft) : byHost(draft)),
    ...featuresBody(draft.route_type === 'l4' ? { ...draft, ...featuresOf(null) } : draft, featuresOf(route)),
    ...target(draft),
    failover: draft.failover,
    rescue: draft.rescue,
    ...(draft.kind === 'pool' && draft.allow_loopback && { allow_loopback: true }),
  };
}
