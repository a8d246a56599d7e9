import { html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peerName } from '../../base/store.js';
import { isMove } from './what-moves.js';

/** What saving will move, as a list of sentences. */
export function moves(all) {
  return html`<ul class="moves">${all.map((one) => html`<li class=${isMove(one) ? 'move' : ''}>${sentence(one)}</li>`)}</ul>`;
}

function sentence({ what, count, peer, from, to, all }) {
  return t(`pools.moves.${what}`, {
    count,
    peer: peerName(peer),
    from: peerName(from),
    to: to === null ? t('pools.nobody') : peerName(to),
    all: all?.map(peerName).join(', '),
  });
}
