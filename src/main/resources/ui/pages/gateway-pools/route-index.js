/** All routes, by where they go. */
export class RouteIndex {
  #toPool = new Map();
  #pinnedTo = new Map();

  constructor(routes) {
    for (const route of routes) {
      if (route.target_kind === 'pool') {
        RouteIndex.#add(this.#toPool, route.target_pool_id, route);
      } else if (route.target_kind === 'gateway') {
        RouteIndex.#add(this.#pinnedTo, route.target_peer_id, route);
      }
    }
  }

  static #add(map, id, route) {
    const some = map.get(id);
    if (some) {
      some.push(route);
    } else {
      map.set(id, [route]);
    }
  }

  /** Routes to this pool. */
  toPool(id) {
    return this.#toPool.get(id) ?? [];
  }

  /** Routes whose home this peer is. */
  pinnedTo(peerId) {
    return this.#pinnedTo.get(peerId) ?? [];
  }
}
