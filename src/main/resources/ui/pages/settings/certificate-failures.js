import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { dateTime } from '../../base/time.js';
import { problemBox } from '../../components/problem-box.js';
import '../../components/ticking.js';

function row(refused) {
  return html`<tr>
    <th scope="row"><bdi>${refused.name}</bdi></th>
    <td data-label=${t('settings.failure.why')}><bdi>${refused.failure}</bdi></td>
    <td data-label=${t('settings.failure.since')}><sluice-since at=${refused.since}></sluice-since>
      <br><small class="muted">${t('settings.failure.tries', { count: refused.failures })}</small></td>
    <td data-label=${t('settings.failure.next')}><sluice-countdown to=${refused.next_try_at}></sluice-countdown>
      <br><small class="muted">${dateTime(refused.next_try_at)}</small></td>
  </tr>`;
}

/** The names that the authority refused: why, since when, and when each is tried again; nothing where there are none. */
export function certificateFailures({ items, problem }) {
  if (problem) {
    return problemBox(problem);
  }
  return items.length === 0
    ? nothing
    : html`<div class="card certificate-failures">
        <h2>${t('settings.failures')}</h2>
        <p class="muted">${t('settings.failures.about')}</p>
        <table class="stack">
          <thead><tr><th scope="col">${t('settings.failure.name')}</th><th scope="col">${t('settings.failure.why')}</th>
            <th scope="col">${t('settings.failure.since')}</th><th scope="col">${t('settings.failure.next')}</th></tr></thead>
          <tbody>${items.map(row)}</tbody>
        </table>
      </div>`;
}
