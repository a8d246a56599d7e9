const isGateway = (peer) => peer.peer_type === 'gateway' && peer.enabled;
const isAlive = (peer) => peer.health?.state === 'alive';

/** The pool that the steps are about: the first enabled one for failover that has two members, else the first with fewer. */
function poolOf(pools) {
  const fitting = pools.filter((pool) => pool.enabled && pool.mode === 'failover');
  return fitting.find((pool) => pool.members.length >= 2) ?? fitting[0] ?? null;
}

function goesBy(pool, route) {
  return route.target_kind === 'pool'
    ? route.target_pool_id === pool.id
    : route.target_kind === 'gateway' && route.failover && pool.members.some((member) => member.peer_id === route.target_peer_id);
}

/**
 * How far a first failover is, told by what is there and nothing else.
 *
 * @returns {{gateways: object[], pool: object|null, route: object|null, done: {gateways: boolean, pool: boolean, route: boolean}}}
 */
export function progress(peers, pools, routes) {
  const gateways = peers.filter(isGateway);
  const pool = poolOf(pools);
  const complete = pool !== null && pool.members.length >= 2;
  const route = complete ? (routes.find((one) => one.enabled && goesBy(pool, one)) ?? null) : null;
  return {
    gateways,
    pool,
    route,
    done: { gateways: gateways.filter(isAlive).length >= 2, pool: complete, route: route !== null },
  };
}
