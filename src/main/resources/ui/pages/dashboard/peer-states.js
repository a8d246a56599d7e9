import { repeat } from 'lit/directives/repeat.js';
import { html, nothing } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { peerBadge } from '../../components/state-badge.js';
import '../../components/ticking.js';
import './peer-load.js';

const SHOWN = 12;
const ORDER = ['down', 'cooldown', 'unknown', 'drained', 'alive', 'disabled'];

function stateOf(peer) {
  if (!peer.enabled) {
    return 'disabled';
  }
  const state = peer.health?.state ?? 'unknown';
  return state === 'alive' && peer.drained ? 'drained' : state;
}

function byUrgency(a, b) {
  return ORDER.indexOf(stateOf(a)) - ORDER.indexOf(stateOf(b));
}

function row(peer) {
  return html`<tr>
    <th scope="row"><a href="/peers?q=${encodeURIComponent(peer.name)}"><bdi>${peer.name}</bdi></a></th>
    <td>${peerBadge(peer)}</td>
    <td class="number" data-label=${t('dashboard.peer.since')}>${peer.health ? html`<sluice-since .at=${peer.health.since}></sluice-since>` : '–'}</td>
    <td class="number" data-label=${t('dashboard.peer.load')}><sluice-peer-load .peer=${peer}></sluice-peer-load></td>
  </tr>`;
}

/** The peers, given by name, those first that need a look. */
export function peerStates(peers) {
  if (peers.length === 0) {
    return html`<p class="muted">${t('dashboard.no-peers')}</p>`;
  }
  const sorted = peers.toSorted(byUrgency);
  const more = sorted.length - SHOWN;
  return html`<table class="peer-states">
      <thead><tr>
        <th scope="col">${t('dashboard.peer.name')}</th>
        <th scope="col">${t('dashboard.peer.state')}</th>
        <th scope="col" class="number">${t('dashboard.peer.since')}</th>
        <th scope="col" class="number">${t('dashboard.peer.load')}</th>
      </tr></thead>
      <tbody>${repeat(sorted.slice(0, SHOWN), (peer) => peer.id, row)}</tbody>
    </table>
    ${more > 0 ? html`<p class="muted">${t('dashboard.more-peers', { count: more, number: number(more) })}</p>` : nothing}`;
}
