import { html, nothing } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { peers, pools } from '../../base/store.js';
import { ORDERS } from './sorting.js';

const STATES = ['home', 'away', 'outage', 'disabled'];
const KINDS = ['gateway', 'pool', 'peer', 'http', 'l4'];
const byName = (a, b) => a.name.localeCompare(b.name);

function choice(name, wanted, options, change) {
  return html`<label class="choice ${name}">${t(`routes.filter.${name}`)}
    <select name=${name} .value=${wanted[name] ?? ''} @change=${(event) => change({ [name]: event.target.value })}>
      <option value="">${t('routes.filter.any')}</option>
      ${options.map(({ id, text }) => html`<option value=${id} ?selected=${String(id) === (wanted[name] ?? '')}>${text}</option>`)}
    </select></label>`;
}

/**
 * What the table is narrowed and ordered by.
 *
 * @param wanted {q, state, peer, pool, kind}
 * @param change called with the fields that are otherwise now
 */
export function filterBar({ wanted, order, shown, total, change, reorder }) {
  const named = (collection) => collection.list.sort(byName).map((one) => ({ id: one.id, text: one.name }));
  const states = STATES.map((name) => ({ id: name, text: t(`route.${name}`) }));
  const kinds = KINDS.map((name) => ({ id: name, text: t(`routes.kind.${name}`) }));
  const narrowed = Object.values(wanted).some(Boolean);
  return html`
    <form class="filters" aria-label=${t('routes.filter')} @submit=${(event) => event.preventDefault()}>
      <label class="search">${t('routes.search')}
        <input type="search" name="q" autocomplete="off" spellcheck="false" placeholder=${t('routes.search.hint')}
          .value=${wanted.q ?? ''} @input=${(event) => change({ q: event.target.value })}></label>
      ${choice('state', wanted, states, change)}
      ${choice('peer', wanted, named(peers), change)}
      ${choice('pool', wanted, named(pools), change)}
      ${choice('kind', wanted, kinds, change)}
      <label class="choice order">${t('routes.order')}
        <select name="order" @change=${(event) => reorder(event.target.value)}>
          ${ORDERS.map((one) => html`<option value=${one} ?selected=${one === order}>${t(`routes.order.${one}`)}</option>`)}
        </select></label>
      <p class="counted muted" role="status">${t('routes.counted', { shown: number(shown), total: number(total) })}
        ${narrowed
          ? html`<button type="button" class="small secondary" @click=${() => change({ q: '', state: '', peer: '', pool: '', kind: '' })}>
              ${t('routes.filter.clear')}</button>`
          : nothing}</p>
    </form>
  `;
}
