import { guard } from 'lit/directives/guard.js';
import { html, nothing } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { language } from '../../base/preferences.js';
import { peers, pools } from '../../base/store.js';
import { ORDERS } from './sorting.js';

const STATES = ['home', 'away', 'outage', 'disabled'];
const KINDS = ['gateway', 'pool', 'peer', 'http', 'l4'];

/** @param options gives {id, text} of each; asked again only if `of` is another array, since there may be hundreds */
function choice(name, wanted, of, options, change) {
  const chosen = wanted[name] ?? '';
  const all = guard([of, chosen, language()], () =>
    options(of).map(({ id, text }) => html`<option value=${id} ?selected=${String(id) === chosen}>${text}</option>`));
  return html`<label class="choice ${name}">${t(`routes.filter.${name}`)}
    <select name=${name} .value=${chosen} @change=${(event) => change({ [name]: event.target.value })}>
      <option value="">${t('routes.filter.any')}</option>
      ${all}
    </select></label>`;
}

/**
 * What the table is narrowed and ordered by.
 *
 * @param wanted {q, state, peer, pool, kind}
 * @param change called with the fields that are otherwise now
 */
export function filterBar({ wanted, order, shown, total, change, reorder }) {
  const named = (all) => all.map((one) => ({ id: one.id, text: one.name }));
  const states = (all) => all.map((name) => ({ id: name, text: t(`route.${name}`) }));
  const kinds = (all) => all.map((name) => ({ id: name, text: t(`routes.kind.${name}`) }));
  const narrowed = Object.values(wanted).some(Boolean);
  return html`
    <form class="filters" aria-label=${t('routes.filter')} @submit=${(event) => event.preventDefault()}>
      <label class="search">${t('routes.search')}
        <input type="search" name="q" autocomplete="off" spellcheck="false" placeholder=${t('routes.search.hint')}
          .value=${wanted.q ?? ''} @input=${(event) => change({ q: event.target.value })}></label>
      ${choice('state', wanted, STATES, states, change)}
      ${choice('peer', wanted, peers.byName, named, change)}
      ${choice('pool', wanted, pools.byName, named, change)}
      ${choice('kind', wanted, KINDS, kinds, change)}
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
