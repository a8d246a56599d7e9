import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { dateTime } from '../../base/time.js';
import { badge } from '../../components/state-badge.js';

const KINDS = { info: 'off', warn: 'wait', error: 'bad' };

/** The receipt and whatever else an event carries, as text. */
function details(event) {
  return Object.keys(event.details).length === 0
    ? nothing
    : html`<details><summary>${t('logs.details')}</summary><pre tabindex="0">${JSON.stringify(event.details, null, 2)}</pre></details>`;
}

/** One event of the activity log as a row of its table. */
export function eventRow(event) {
  return html`<tr id=${event.id === null ? nothing : `event-${event.id}`}>
    <td><time datetime=${event.at}>${dateTime(event.at)}</time></td>
    <td>${badge(KINDS[event.severity] ?? 'unknown', event.event)}${event.saved ? nothing : badge('wait', t('logs.unsaved'))}</td>
    <td><bdi>${event.message}</bdi>${details(event)}</td>
    <td><bdi>${event.actor}</bdi></td>
  </tr>`;
}
