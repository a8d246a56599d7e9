import { routeState } from '../../components/state-badge.js';

/** What an event says of a thing from then on, and of what was before; undefined where it says nothing of it. */
const SAYS = {
  gateway_down: () => ({ before: 'alive', after: 'down' }),
  gateway_alive: (event) => ({ before: event.details.transition === 'first_alive' ? 'unknown' : 'down', after: 'alive' }),
  pool_failover_activated: (event, homeId) => ({
    before: event.details.from_peer_id === homeId ? 'home' : 'away',
    peerBefore: event.details.from_peer_id,
    after: 'away',
    peerAfter: event.details.to_peer_id,
  }),
  pool_failover_restored: (event) => ({
    before: 'away',
    peerBefore: event.details.from_peer_id,
    after: 'home',
    peerAfter: event.details.to_peer_id,
  }),
  pool_outage_started: () => ({ before: 'home', after: 'outage' }),
  pool_outage_resolved: () => ({ before: 'outage', after: 'home' }),
  route_outage_started: () => ({ before: 'home', after: 'outage' }),
  route_outage_resolved: () => ({ before: 'outage', after: 'home' }),
};
const OF_PEERS = ['gateway_down', 'gateway_alive'];

/**
 * One lane: its spans, oldest first, each with the event that began it.
 *
 * @param present {state, peerId, since} as it is now: that is known, whatever the events say
 */
function spans(events, homeId, present, from, until) {
  const edges = events.map((event) => ({ event, at: new Date(event.at), ...SAYS[event.event](event, homeId) }));
  const all = [];
  let start = from;
  let state = edges.length > 0 ? edges[0].before : present.state;
  let peerId = edges.length > 0 ? (edges[0].peerBefore ?? null) : present.peerId;
  let event = null;
  for (const edge of edges) {
    if (edge.at > start) {
      all.push({ from: start, until: edge.at, state, peerId, event });
    }
    start = edge.at;
    state = edge.after;
    peerId = edge.peerAfter ?? null;
    event = edge.event;
  }
  const since = present.since ? new Date(present.since) : start;
  if (state !== present.state && since > start) {
    all.push({ from: start, until: since, state, peerId, event }); // a cooldown begins without an event of its own
    start = since;
    event = null;
  }
  all.push({ from: start, until, state: present.state, peerId: present.peerId, event });
  return all;
}

function lane(kind, thing, name, events, homeId, present, from, until) {
  return { kind, id: thing.id, name, spans: spans(events, homeId, present, from, until), events: events.length };
}

function routeName(route) {
  return route.domain + (route.path_prefix === '/' ? '' : route.path_prefix) + (route.l4_listen_port ? `:${route.l4_listen_port}` : '');
}

/** What each event is about: lists of events by peer, pool and route. */
function byThing(events) {
  const found = { peer: new Map(), pool: new Map(), route: new Map() };
  const note = (kind, id, event) => {
    if (id !== undefined && id !== null) {
      found[kind].set(id, [...(found[kind].get(id) ?? []), event]);
    }
  };
  for (const event of events.filter((one) => SAYS[one.event])) {
    if (OF_PEERS.includes(event.event)) {
      note('peer', event.details.peer_id, event);
    } else {
      note('pool', event.details.pool_id, event);
      (event.details.route_ids ?? []).forEach((id) => note('route', id, event));
    }
  }
  return found;
}

/**
 * All lanes: every peer, every pool, and the routes that moved; or the one route that is asked for.
 *
 * @param world {peers, pools, routes}: lists, as they are now
 */
export function lanes({ events, from }, world, until, only) {
  const found = byThing(events);
  const peers = world.peers.map((peer) => {
    const state = peer.enabled ? (peer.health?.state ?? 'unknown') : 'disabled';
    const present = { state, peerId: null, since: peer.health?.since };
    return lane('peer', peer, peer.name, found.peer.get(peer.id) ?? [], peer.id, present, from, until);
  });
  const pools = world.pools.map((pool) => {
    const own = found.pool.get(pool.id) ?? [];
    const last = own[own.length - 1];
    const says = last && SAYS[last.event](last, pool.members[0]?.peer_id);
    const usable = pool.members.some((member) => member.state !== 'down' && member.enabled && !member.drained);
    const present = { state: usable ? (says?.after === 'away' ? 'away' : 'home') : 'outage', peerId: says?.peerAfter ?? null };
    return lane('pool', pool, pool.name, own, pool.members[0]?.peer_id, present, from, until);
  });
  const routes = world.routes
    .filter((route) => (only === null ? found.route.has(route.id) : route.id === only))
    .map((route) =>
      lane('route', route, routeName(route), found.route.get(route.id) ?? [], route.target_peer_id, { state: routeState(route), peerId: route.serving_peer_id }, from, until),
    );
  return { peers, pools, routes };
}
