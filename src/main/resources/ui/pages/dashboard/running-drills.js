import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peerName } from '../../base/store.js';
import { whyNot } from '../../components/allowed.js';
import { act } from '../../components/notices.js';
import '../../components/ticking.js';

function line(drill) {
  const why = whyNot('operate');
  const name = peerName(drill.peer_id);
  return html`<li>
    <span>
      <span class="what"><bdi>${name}</bdi> ${t('dashboard.drill.pretends')}</span>
      <span class="when">${t('dashboard.drill.ends')} <sluice-countdown .to=${drill.ends_at}></sluice-countdown></span>
      ${why ? html`<small class="hint">${why}</small>` : nothing}
    </span>
    <button type="button" class="small secondary" ?disabled=${why !== null} aria-label=${t('dashboard.drill.stop.of', { name })}
      @click=${(event) => act(event, () => api.delete(`/drills/${drill.id}`), t('dashboard.drill.stopped', { name }))}>
      ${t('dashboard.drill.stop')}</button>
  </li>`;
}

/** The drills that run now. */
export function runningDrills({ value, problem }) {
  if (problem) {
    return html`<p class="error" role="alert">${problem.detail}</p>`;
  }
  return value?.length > 0
    ? html`<ul class="lines">${value.map(line)}</ul>`
    : html`<p class="muted">${value ? t('dashboard.drill.none') : nothing}</p>`;
}
