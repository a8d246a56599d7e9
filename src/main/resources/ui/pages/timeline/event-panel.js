import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { dateTime } from '../../base/time.js';
import { routes } from '../../base/store.js';

const SHOWN = 20;

function receipt(values) {
  return html`<table class="receipt"><caption>${t('timeline.receipt')}</caption><tbody>
    ${Object.entries(values).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value ?? '–'}</td></tr>`)}
  </tbody></table>`;
}

function moved(ids) {
  const names = ids.slice(0, SHOWN).map((id) => routes.get(id)?.domain ?? `#${id}`);
  return html`<p>${t('timeline.routes', { count: ids.length })}: ${names.map((name, index) => html`${index > 0 ? ', ' : ''}<bdi>${name}</bdi>`)}
    ${ids.length > SHOWN ? '…' : nothing}</p>`;
}

/** One event with its receipt. */
export function eventPanel(event, close) {
  const { receipt: numbers, route_ids: ids, evidence, cause } = event.details;
  return html`<section class="card chosen-event" aria-label=${t('timeline.event')}>
    <div class="head"><h2>${event.event}</h2>
      <button type="button" class="close" aria-label=${t('dialog.close')} @click=${close}>×</button></div>
    <p><bdi>${event.message}</bdi></p>
    <p class="muted"><time datetime=${event.at}>${dateTime(event.at)}</time> · ${event.actor}${cause ? ` · ${cause}` : ''}${evidence ? ` · ${evidence}` : ''}</p>
    ${ids?.length > 0 ? moved(ids) : nothing}
    ${numbers ? receipt(numbers) : nothing}
    <a href="/logs?event=${event.event}">${t('timeline.in-log')}</a>
  </section>`;
}
