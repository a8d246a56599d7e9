import { repeat } from 'lit/directives/repeat.js';
import { html, nothing } from '../../base/element.js';
import { number, rate, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { whyNot } from '../../components/allowed.js';
import { badge, peerBadge } from '../../components/state-badge.js';
import '../../components/ticking.js';

/** The members of a pool as they are now, most preferred first. */
export function memberTable(pool, servingId, on) {
  const rates = new Map(pool.members.map((member) => [member.peer_id, pulse.peer(member.peer_id)?.requests_per_s ?? 0]));
  const sum = [...rates.values()].reduce((all, one) => all + one, 0);
  const row = (member) => memberRow(pool, member, member.peer_id === servingId, { rate: rates.get(member.peer_id), sum }, on);
  return html`
    <table class="members">
      <thead>
        <tr>
          <th scope="col"><abbr title=${t('pools.position')}>#</abbr></th>
          <th scope="col">${t('pools.member')}</th>
          <th scope="col" class="number">${t('pools.in-flight')}</th>
          <th scope="col" class="number" title=${t('pools.traffic.hint')}>${t('pools.traffic')}</th>
        </tr>
      </thead>
      <tbody>${repeat(pool.members, (member) => member.peer_id, row)}</tbody>
    </table>
  `;
}

function memberRow(pool, member, serves, traffic, on) {
  const inFlight = pulse.peer(member.peer_id)?.in_flight ?? member.in_flight;
  return html`
    <tr class=${serves ? 'serves' : ''} data-peer=${member.peer_id}>
      <td class="number">${member.position}</td>
      <th scope="row">
        <bdi class="name">${member.peer_name ?? `#${member.peer_id}`}</bdi>
        ${member.position === 1 ? html`<span class="badge primary">${t('pools.primary')}</span>` : nothing}
        <span class="state">${peerBadge(member)}${member.suspect ? badge('wait', t('pools.suspect')) : nothing}</span>
        ${member.state === 'cooldown' ? cooling(pool, member, on) : nothing}
      </th>
      <td class="number">${number(inFlight)}</td>
      <td class="number traffic">${share(pool, traffic)}</td>
    </tr>
  `;
}

function cooling(pool, member, on) {
  const why = whyNot('operate');
  return html`
    <span class="cooling">
      ${member.cooldown_ends_at
        ? html`${t('pools.back-in')} <sluice-countdown to=${member.cooldown_ends_at}></sluice-countdown>`
        : t('pools.back-by-hand')}
      <button type="button" class="small secondary" ?disabled=${why} title=${why ?? nothing}
        aria-label="${t('pools.failback-now')}: ${member.peer_name}"
        @click=${(event) => on.failback(event, pool, member)}>${t('pools.failback-now')}</button>
    </span>
  `;
}

function share(pool, { rate: own, sum }) {
  const percent = sum === 0 ? 0 : own / sum;
  const text = sum === 0 ? t('pools.per-second', { rate: rate(own) }) : `${t('pools.per-second', { rate: rate(own) })} (${number(percent * 100)} %)`;
  return pool.mode === 'load_balancing'
    ? html`<span>${text}</span><progress max="1" value=${percent} aria-label=${t('pools.traffic')}></progress>`
    : text;
}
