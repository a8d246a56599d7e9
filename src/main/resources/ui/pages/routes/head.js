import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';

function sortable(order, own, reorder, name, direction) {
  const here = order === own;
  return html`<th role="columnheader" scope="col" class=${name} aria-sort=${here ? direction : nothing}>
    <button type="button" class="sort" aria-pressed=${here ? 'true' : 'false'} @click=${() => reorder(own)}>${t(`routes.column.${name}`)}
      ${here ? html`<span aria-hidden="true">${direction === 'ascending' ? '▲' : '▼'}</span>` : nothing}</button></th>`;
}

/** The header cells of the table, three of which order it. */
export function head(order, reorder) {
  return html`
    ${sortable(order, 'domain', reorder, 'what', 'ascending')}
    <th role="columnheader" scope="col" class="where">${t('routes.column.where')}</th>
    ${sortable(order, 'state', reorder, 'who', 'descending')}
    ${sortable(order, 'rate', reorder, 'traffic', 'descending')}
    <th role="columnheader" scope="col" class="do"><span class="visually-hidden">${t('routes.column.do')}</span></th>
  `;
}
