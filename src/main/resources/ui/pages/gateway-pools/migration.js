import { api } from '../../base/api.js';
import { hostOf } from '../../base/served.js';
import { pools, routes } from '../../base/store.js';
import { withStates } from './members.js';
import { usable } from './serving.js';

/** Which pinned routes shall go into which pool. */
export class Migration {
  /** Candidates as the API groups them: by the peer that is their home. */
  groups = [];
  poolId = null;
  chosen = new Set();

  static async read(poolId) {
    const migration = new Migration();
    migration.groups = await api.all('/gateway-pools/migration-candidates');
    migration.aim(poolId);
    return migration;
  }

  /** Aims at a pool; chosen are then the routes whose home is in it, but none whose LAN host is the gateway itself. */
  aim(poolId) {
    this.poolId = poolId;
    this.chosen = new Set(
      this.groups.filter((group) => this.isMember(group)).flatMap((group) => movable(group).map((route) => route.route_id)),
    );
  }

  get pool() {
    return pools.get(this.poolId);
  }

  isMember(group) {
    return group.pool_ids.includes(this.poolId);
  }

  isChosen(route) {
    return this.chosen.has(route.route_id);
  }

  choose(route, wanted) {
    this.chosen[wanted ? 'add' : 'delete'](route.route_id);
  }

  /** All of a group, or none; loopback routes are chosen one by one only. */
  chooseGroup(group, wanted) {
    const some = wanted ? movable(group) : group.routes;
    some.forEach((route) => this.choose(route, wanted));
  }

  /** The groups with what is chosen of them. */
  get selection() {
    return this.groups
      .map((group) => ({ ...group, routes: group.routes.filter((route) => this.isChosen(route)) }))
      .filter((group) => group.routes.length > 0);
  }

  get loopback() {
    return this.selection.some((group) => group.routes.some((route) => route.loopback));
  }

  /** Who will serve them: ids of peers; none if nobody can. */
  get next() {
    const { pool } = this;
    if (!pool?.enabled) {
      return [];
    }
    const some = usable(withStates(pool).members).map((member) => member.peer_id);
    return pool.mode === 'load_balancing' ? some : some.slice(0, 1);
  }

  /** Whether a route will be served by another peer than now. */
  moves(route) {
    const { next } = this;
    return next.length !== 1 || routes.get(route.route_id)?.serving_peer_id !== next[0];
  }

  /** All of them or none; gives how many. */
  async make() {
    const body = { route_ids: [...this.chosen], ...(this.loopback ? { allow_loopback: true } : {}) };
    return (await api.post(`/gateway-pools/${this.poolId}/migrate-routes`, body)).migrated;
  }
}

export function movable(group) {
  return group.routes.filter((route) => !route.loopback);
}

/** What a route answers to. */
export function sourceOf(route) {
  const port = route.l4_listen_port === null ? '' : `:${route.l4_listen_port}`;
  return `${hostOf(route)}${port}${route.path_prefix === '/' ? '' : route.path_prefix}`;
}

/** Its LAN host; null where the gateway decides. */
export function targetOf(route) {
  const host = route.target_lan_host;
  return host === null ? null : `${host.includes(':') ? `[${host}]` : host}:${route.target_lan_port}`;
}
