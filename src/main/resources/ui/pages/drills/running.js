import { repeat } from 'lit/directives/repeat.js';
import { html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { drills } from '../../base/drills.js';
import { number, t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';
import { peerName, peers, routes } from '../../base/store.js';
import { clockTime } from '../../base/time.js';
import { whyNot } from '../../components/allowed.js';
import { confirm } from '../../components/confirm.js';
import { say } from '../../components/notices.js';
import '../../components/returning.js';
import { homeOf } from '../../components/state-badge.js';
import '../../components/ticking.js';
import './elapsed.js';

const NAMED = 50;

/** The drills that run: how long yet, and who serves what instead. */
export function running(all) {
  return all.length === 0
    ? html`<p class="muted">${t('drills.none')}</p>`
    : html`<ul class="drills">${repeat(all, (drill) => drill.id, (drill) => html`<li class="card drill">${one(drill)}</li>`)}</ul>`;
}

function one(drill) {
  const name = peerName(drill.peer_id);
  const reason = whyNot('operate');
  return html`
    <div class="head"><h3><bdi>${name}</bdi></h3>
      <button type="button" class="small danger" ?disabled=${reason !== null} title=${reason ?? nothing}
        aria-label="${t('drills.stop')}: ${name}" @click=${() => stop(drill)}>${t('drills.stop')}</button></div>
    ${reason ? html`<p class="muted">${reason}</p>` : nothing}
    <p>${t('drills.as-if')} <strong><sluice-countdown to=${drill.ends_at}></sluice-countdown></strong>
      <span class="muted">(${t('drills.of', { length: drill.for, from: clockTime(drill.started_at) })})</span></p>
    <sluice-elapsed .from=${drill.started_at} .to=${drill.ends_at} .label=${t('drills.progress')}></sluice-elapsed>
    ${instead(drill.peer_id)}
  `;
}

/** Who serves its routes because of it. */
function instead(peerId) {
  const away = routes.list.filter((route) => route.serving?.cause === 'home_drilled' && homeOf(route) === peerId);
  const balanced = routes.list.filter((route) => route.enabled && route.members.some((member) => member.peer_id === peerId));
  if (away.length === 0 && balanced.length === 0) {
    return html`<p>${t('drills.nothing-away')}</p>`;
  }
  return html`<ul class="moves">
    ${[...Map.groupBy(away, (route) => route.serving.peer_id)].map(([id, list]) => html`<li><bdi>${peerName(id)}</bdi>
      <strong>${t('drills.serves', { count: list.length, number: number(list.length) })}</strong> ${names(list)}</li>`)}
    ${balanced.length > 0
      ? html`<li><strong>${t('drills.balanced', { count: balanced.length, number: number(balanced.length) })}</strong> ${names(balanced)}</li>`
      : nothing}
  </ul>`;
}

function names(list) {
  return html`<details><summary>${t('moves.which')}</summary><ul class="names">
    ${list.slice(0, NAMED).map((route) => html`<li><bdi>${routeName(route)}</bdi></li>`)}
    ${list.length > NAMED ? html`<li class="muted">${t('moves.more', { more: number(list.length - NAMED) })}</li>` : nothing}</ul></details>`;
}

async function stop(drill) {
  const peer = peers.get(drill.peer_id);
  const name = peerName(drill.peer_id);
  const answer = await confirm({
    heading: t('drills.stop.heading', { name }),
    body: peer ? html`<sluice-returning .peer=${peer.id}></sluice-returning>` : nothing,
    verb: t('drills.stop'),
    action: () => api.delete(`/drills/${drill.id}`),
  });
  if (answer !== undefined) {
    say(t('drills.stopped', { name }));
    drills.refresh();
  }
}
