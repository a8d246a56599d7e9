import { routeName } from '../../base/served.js';
import { homeOf, routeState } from '../../components/state-badge.js';

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
};

/** Whether nobody serves from then on. Who served before serves again after it, unless an event of its own says otherwise. */
const OUTAGE = { pool_outage_started: true, pool_outage_resolved: false, route_outage_started: true, route_outage_resolved: false };
const OF_PEERS = ['gateway_down', 'gateway_alive'];
const NOBODY = { state: 'outage', peerId: null };

/**
 * One lane: its spans, oldest first, each with the event that began it.
 *
 * @param present {state, peerId, since} as it is now: that is known, whatever the events say
 */
function spans(events, homeId, present, from, until) {
  const since = present.since ? new Date(present.since) : from;
  const all = [];
  let { served, lost } = beginning(events, homeId, present, since > from);
  let start = from;
  let event = null;
  const push = (end) => {
    if (end > start) {
      all.push({ from: start, until: end, ...(lost ? NOBODY : served), event });
    }
  };
  for (const each of events) {
    const at = new Date(each.at);
    push(at);
    if (each.event in OUTAGE) {
      lost = OUTAGE[each.event];
    } else {
      const says = SAYS[each.event](each, homeId);
      served = { state: says.after, peerId: says.peerAfter ?? null };
    }
    event = at > start || event === null ? each : event; // of those of one moment the first says most
    start = at > start ? at : start;
  }
  if ((lost ? 'outage' : served.state) !== present.state && since > start) {
    push(since); // a cooldown begins without an event of its own
    start = since;
    event = null;
  }
  all.push({ from: start, until, state: present.state, peerId: present.peerId, event });
  return all;
}

/** How it was before the first of the events: as that says, or as it is now if nothing moved since. */
function beginning(events, homeId, present, isNew) {
  const move = events.find((each) => SAYS[each.event]);
  const loss = events.find((each) => each.event in OUTAGE);
  const says = move && SAYS[move.event](move, homeId);
  const earlier = { outage: 'home', cooldown: isNew ? 'down' : 'cooldown' }[present.state];
  const still = earlier ? { state: earlier, peerId: null } : { state: present.state, peerId: present.peerId };
  return {
    served: says ? { state: says.before, peerId: says.peerBefore ?? null } : still,
    lost: loss ? !OUTAGE[loss.event] : present.state === 'outage' && !isNew,
  };
}

function lane(kind, thing, name, events, homeId, present, from, until) {
  return { kind, id: thing.id, name, spans: spans(events, homeId, present, from, until), events: events.length };
}

function presentOf(route) {
  return { state: routeState(route), peerId: route.serving_peer_id, since: route.serving?.since };
}

/** Whether nobody serves the route when the pool has nobody: it goes by that pool and no other, as things are now. */
function dependsOn(route, poolId, pools) {
  if (route.target_kind === 'pool') {
    return route.target_pool_id === poolId;
  }
  const backing = pools.filter((pool) => pool.enabled && pool.members.some((member) => member.peer_id === route.target_peer_id));
  return route.target_kind === 'gateway' && route.failover && backing.length === 1 && backing[0].id === poolId;
}

/** What each event is about: lists of events by peer, pool and route. */
function byThing(events, world) {
  const found = { peer: new Map(), pool: new Map(), route: new Map() };
  const note = (kind, id, event) => {
    if (id !== undefined && id !== null) {
      found[kind].get(id)?.push(event) ?? found[kind].set(id, [event]);
    }
  };
  for (const event of events.filter((one) => SAYS[one.event] || one.event in OUTAGE)) {
    if (OF_PEERS.includes(event.event)) {
      note('peer', event.details.peer_id, event);
    } else {
      note('pool', event.details.pool_id, event);
      const ids = event.event.startsWith('pool_outage')
        ? world.routes.filter((route) => dependsOn(route, event.details.pool_id, world.pools)).map((route) => route.id)
        : (event.details.route_ids ?? []);
      ids.forEach((id) => note('route', id, event));
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
  const found = byThing(events, world);
  const peers = world.peers.map((peer) => {
    const state = peer.enabled ? (peer.health?.state ?? 'unknown') : 'disabled';
    const present = { state, peerId: null, since: peer.health?.since };
    return lane('peer', peer, peer.name, found.peer.get(peer.id) ?? [], peer.id, present, from, until);
  });
  const pools = world.pools.map((pool) => {
    const own = found.pool.get(pool.id) ?? [];
    const last = own.filter((event) => SAYS[event.event]).pop();
    const says = last && SAYS[last.event](last, pool.members[0]?.peer_id);
    const usable = pool.members.some((member) => member.state !== 'down' && member.enabled && !member.drained);
    const present = { state: usable ? (says?.after === 'away' ? 'away' : 'home') : 'outage', peerId: says?.peerAfter ?? null };
    return lane('pool', pool, pool.name, own, pool.members[0]?.peer_id, present, from, until);
  });
  const routes = world.routes
    .filter((route) => (only === null ? found.route.has(route.id) : route.id === only))
    .map((route) =>
      lane('route', route, routeName(route), found.route.get(route.id) ?? [], homeOf(route), presentOf(route), from, until),
    );
  return { peers, pools, routes };
}
