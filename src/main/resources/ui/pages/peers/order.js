/** Peers in trouble come first. */
const RANK = { down: 0, cooldown: 1, unknown: 2, drained: 3, alive: 4, disabled: 5 };

export const FILTERS = ['all', 'trouble', 'alive', 'cooldown', 'down', 'unknown', 'drained', 'disabled'];

/** One word for how it is: the operator's where that counts more. */
export function stateOf(peer) {
  if (!peer.enabled) {
    return 'disabled';
  }
  const state = peer.health?.state ?? 'unknown';
  return peer.drained && state === 'alive' ? 'drained' : state;
}

export function passes(peer, filter) {
  const state = stateOf(peer);
  switch (filter) {
    case 'all':
      return true;
    case 'trouble':
      return RANK[state] < RANK.drained;
    case 'drained':
      return peer.drained;
    default:
      return state === filter;
  }
}

/** Where it can be found by. */
export function address(peer) {
  const port = peer.peer_type === 'gateway' ? peer.proxy_port : peer.port;
  return `${peer.host.includes(':') ? `[${peer.host}]` : peer.host}:${port}`;
}

/** What of a peer is searched; it is another object once it changes. */
const texts = new WeakMap();

function textOf(peer) {
  let text = texts.get(peer);
  if (text === undefined) {
    text = `${peer.name} ${address(peer)} ${peer.description} ${peer.lan_address ?? ''}`.toLowerCase();
    texts.set(peer, text);
  }
  return text;
}

/** Whether a peer is shown; made once for each search. */
export function search({ text, filter }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (peer) => passes(peer, filter) && words.every((word) => textOf(peer).includes(word));
}

/** All of them, given by name, in the order in which somebody wants to look at them. */
export function ordered(byName) {
  return byName.toSorted((a, b) => RANK[stateOf(a)] - RANK[stateOf(b)]);
}
