import { api } from '../../base/api.js';
import { drills } from '../../base/drills.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { peers, pools, routes } from '../../base/store.js';
import { whyNot } from '../../components/allowed.js';
import { confirm } from '../../components/confirm.js';
import { say } from '../../components/notices.js';
import '../../components/ticking.js';
import { nextReturns } from './returns.js';

/** What returns home next, with its countdown, and the way to have it now. */
class ReturnsList extends SluiceElement {
  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.requestUpdate();
    [peers, pools, routes, drills].forEach((source) => this.during(source.subscribe(draw)));
  }

  async #now(one) {
    const count = one.routes.length;
    const answer = await confirm({
      heading: t('dashboard.return.heading', { name: one.home.name }),
      body: t('dashboard.return.moves', { count, number: number(count), name: one.home.name }),
      verb: t('dashboard.return.verb'),
      action: () => this.#fetchHome(one),
    });
    if (answer !== undefined) {
      say(t('dashboard.return.done', { name: one.home.name }));
    }
  }

  async #fetchHome(one) {
    if (one.cooldown) {
      return api.post(`/peers/${one.home.id}/failback`);
    }
    for (const route of one.routes) {
      await api.post(`/routes/${route.id}/failback`);
    }
    return true;
  }

  #line(one) {
    const count = one.routes.length;
    const why = whyNot('operate');
    return html`<li>
      <span>
        <span class="what">${t(one.cooldown && count === 0 ? 'dashboard.return.peer' : 'dashboard.return.routes', { count, number: number(count) })}
          <bdi>${one.home.name}</bdi></span>
        ${one.due
          ? html`<span class="when">${t('dashboard.return.in')} <sluice-countdown .to=${one.due}></sluice-countdown></span>`
          : html`<span class="when muted">${t('dashboard.return.manual')}</span>`}
        ${why ? html`<small class="hint">${why}</small>` : nothing}
      </span>
      <button type="button" class="small secondary" ?disabled=${why !== null} title=${why ?? nothing}
        aria-label=${t('dashboard.return.heading', { name: one.home.name })} @click=${() => this.#now(one)}>${t('dashboard.return.now')}</button>
    </li>`;
  }

  render() {
    const all = nextReturns(peers.list, routes.list, drills.value);
    return all.length === 0
      ? html`<p class="muted">${t('dashboard.return.none')}</p>`
      : html`<ul class="lines">${all.map((one) => this.#line(one))}</ul>`;
  }
}

customElements.define('sluice-returns', ReturnsList);
