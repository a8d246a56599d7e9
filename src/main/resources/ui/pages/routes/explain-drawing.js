import { html, nothing, svg } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { carriers, routeName } from '../../base/served.js';
import { peerName, routes } from '../../base/store.js';
import { homeOf } from '../../components/state-badge.js';
import { apart } from './naming.js';

const WIDTH = 184;
const HEIGHT = 46;
const GAP = 58;
const LINE = HEIGHT + 14;
const LETTERS = 24;

function short(text, letters) {
  const all = [...text];
  return apart(all.length > letters ? `${all.slice(0, letters - 1).join('')}…` : text);
}

function box(x, y, kind, above, name) {
  return svg`<g class=${kind}><title>${name}</title>
    <rect x=${x} y=${y} width=${WIDTH} height=${HEIGHT} rx="7" />
    <text class="above" x=${x + 10} y=${y + 17}>${short(above, LETTERS + 6)}</text>
    <text x=${x + 10} y=${y + 36}>${short(name, LETTERS)}</text></g>`;
}

function arrow(from, y, to, other, kind) {
  const middle = from + (to - from) / 2;
  return svg`<path class="arrow ${kind}" marker-end=${`url(#head-${kind})`}
    d=${`M ${from} ${y} C ${middle} ${y} ${middle} ${other} ${to - 6} ${other}`} />`;
}

function head(kind) {
  return svg`<marker id=${`head-${kind}`} class="arrowhead ${kind}" viewBox="0 0 8 8" refX="3" refY="4" markerWidth="7" markerHeight="7" orient="auto">
    <path d="M 0 0 L 8 4 L 0 8 z" /></marker>`;
}

/** Who may get the request: the chosen one, or those among whom a policy chooses; then all others with why not. */
function targets(said) {
  const route = routes.get(said.route.id);
  const among = said.chosen === null && route ? carriers(route) : [];
  const chosen = said.chosen === null ? [] : [{ id: said.chosen, kind: 'chosen', above: t('routes.explain.chosen') }];
  const others = said.others.map(({ peer_id: id, why_not: why }) =>
    among.includes(id)
      ? { id, kind: 'chosen', above: t('routes.explain.among') }
      : { id, kind: 'other', above: why },
  );
  return [...chosen, ...others];
}

function middle(said) {
  if (said.pool) {
    return [t('routes.explain.pool'), said.pool.name];
  }
  const route = routes.get(said.route.id);
  return [t('routes.explain.home'), peerName(route ? homeOf(route) : said.chosen)];
}

/** The way of the request from left to right: client, route, pool or home, peers; those not taken are grey. */
export function drawing(said, client) {
  const peers = targets(said);
  const rows = Math.max(1, peers.length);
  const height = rows * LINE + 6;
  const y = (height - HEIGHT) / 2;
  const column = (index) => 2 + index * (WIDTH + GAP);
  const end = (index) => column(index) + WIDTH;
  const center = y + HEIGHT / 2;
  const [above, name] = middle(said);
  const lines = peers.map((peer, index) => {
    const top = 3 + index * LINE;
    return svg`${arrow(end(2), center, column(3), top + HEIGHT / 2, peer.kind)}
      ${box(column(3), top, peer.kind, peer.above, peerName(peer.id))}`;
  });
  const full = column(3) + WIDTH + 2;
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${t('routes.explain.drawing')}>
    <svg class="way" viewBox="0 0 ${full} ${height}" width=${full} height=${height} role="img" aria-label=${said.because}>
      <defs>${head('chosen')}${head('other')}</defs>
      ${box(column(0), y, 'step', t('routes.explain.client'), client || t('routes.explain.anybody'))}
      ${arrow(end(0), center, column(1), center, 'chosen')}
      ${box(column(1), y, 'step', t('routes.explain.route'), routeName(said.route))}
      ${arrow(end(1), center, column(2), center, 'chosen')}
      ${box(column(2), y, 'step', above, name)}
      ${lines.length > 0 ? lines : nothing}
    </svg></div>`;
}
