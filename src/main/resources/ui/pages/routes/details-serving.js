import { html, nothing } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { peerName } from '../../base/store.js';
import { dateTime } from '../../base/time.js';
import { badge, homeOf, routeState } from '../../components/state-badge.js';

const SIGNS = { alive: 'good', cooldown: 'wait', down: 'bad', unknown: 'unknown' };

function since(at) {
  return html`<span title=${dateTime(at)}>${t('routes.since')} <sluice-since at=${at}></sluice-since></span>`;
}

function who(route) {
  const { peer_id: id, cause, since: at } = route.serving;
  const home = homeOf(route);
  const reason = html`<p>${t(`routes.cause.${cause}`)}</p>`;
  return id === null
    ? html`<p><strong>${t('routes.nobody')}</strong> ${since(at)}</p>${reason}`
    : html`<p><strong><bdi>${peerName(id)}</bdi></strong> ${since(at)}
        ${home !== null && home !== id ? html`<br>${t('routes.home-is')} <bdi>${peerName(home)}</bdi>` : nothing}</p>${reason}`;
}

function back(route) {
  if (routeState(route) !== 'away' || route.override?.until) {
    return nothing;
  }
  const due = route.serving.failback_due;
  return due
    ? html`<p>${t('routes.due')} <strong><sluice-countdown to=${due}></sluice-countdown></strong></p>`
    : html`<p class="muted">${t('routes.due.unknown')}</p>`;
}

function override({ override: word }) {
  if (!word) {
    return nothing;
  }
  const until = word.until
    ? html`${t('routes.override.until')} <strong><sluice-countdown to=${word.until}></sluice-countdown></strong>`
    : t('routes.override.open');
  return html`<p>${t('routes.override')} <bdi>${peerName(word.peer_id)}</bdi>, ${until}</p>`;
}

function members(route) {
  const all = route.members.reduce((sum, member) => sum + member.requests, 0);
  const share = (member) => (all === 0 ? '–' : `${number((100 * member.requests) / all)} %`);
  return html`<table class="members"><thead><tr><th scope="col">${t('routes.member')}</th><th scope="col">${t('routes.member.state')}</th>
      <th scope="col">${t('routes.member.share')}</th><th scope="col">${t('routes.member.in-flight')}</th></tr></thead>
    <tbody>${route.members.map((member) => html`<tr><td><bdi>${peerName(member.peer_id)}</bdi></td>
      <td>${badge(SIGNS[member.state ?? 'unknown'], t(`state.${member.state ?? 'unknown'}`))}</td>
      <td class="number">${share(member)}</td><td class="number">${number(member.in_flight)}</td></tr>`)}</tbody></table>`;
}

function listener({ l4_listener: one }) {
  if (!one) {
    return nothing;
  }
  return html`<p>${badge({ listening: 'good', opening: 'wait', failed: 'bad' }[one.state], t(`routes.listener.${one.state}`))}
    ${one.reason ? html`<bdi class="error">${one.reason}</bdi>` : nothing}</p>`;
}

/** Whom the route leaves alone for its own sake, as of when it was read. */
function circuits(route) {
  return route.circuits.filter((one) => one.state !== 'closed').map((one) => html`<p>${badge(
    one.state === 'open' ? 'bad' : 'wait',
    t(one.state === 'open' ? 'routes.circuit' : 'routes.circuit.half-open', { peer: peerName(one.peer_id), reason: one.reason }),
  )}</p>`);
}

/** Who serves the route since when and why, and when that ends. */
export function serving(route) {
  if (!route.enabled) {
    return html`<p class="muted">${t('routes.off')}</p>`;
  }
  return html`<section><h3>${t('routes.details.serving')}</h3>
    ${route.members.length > 0 ? members(route) : nothing}
    ${route.serving ? [who(route), back(route)] : nothing}
    ${override(route)}${circuits(route)}${listener(route)}</section>`;
}
