import { SluiceElement, html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peers, pools, routes } from '../../base/store.js';
import { loading } from '../../components/loading.js';
import { progress } from './progress.js';
import './gateways-step.js';
import './pool-step.js';
import './route-step.js';
import './failover-step.js';

/** Three steps to a first failover, and the failover itself; each is ticked off by what is so, whoever did it and where. */
class FirstSteps extends SluiceElement {
  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.requestUpdate();
    [peers, pools, routes].forEach((source) => this.during(source.subscribe(draw)));
  }

  #step(number, heading, { done = false, waits = null, content }) {
    return html`<li class="card step ${done ? 'done' : ''}">
      <h2><span class="count" aria-hidden="true">${done ? '✓' : number}</span> ${heading}
        ${done ? html`<span class="visually-hidden">${t('welcome.done')}</span>` : nothing}</h2>
      ${waits ? html`<p class="muted">${waits}</p>` : content()}
    </li>`;
  }

  #steps() {
    const waiting = [peers, pools, routes].find((collection) => collection.state !== 'ready');
    if (waiting) {
      return loading(waiting);
    }
    const so = progress(peers.list, pools.list, routes.list);
    return html`<ol class="steps">
      ${this.#step(1, t('welcome.gateways'), {
        done: so.done.gateways,
        content: () => html`<sluice-gateways-step .so=${so}></sluice-gateways-step>`,
      })}
      ${this.#step(2, t('welcome.pool'), {
        done: so.done.pool,
        waits: so.gateways.length < 2 && !so.done.pool ? t('welcome.pool.waits') : null,
        content: () => html`<sluice-pool-step .so=${so}></sluice-pool-step>`,
      })}
      ${this.#step(3, t('welcome.route'), {
        done: so.done.route,
        waits: so.done.pool ? null : t('welcome.route.waits'),
        content: () => html`<sluice-route-step .so=${so}></sluice-route-step>`,
      })}
      ${this.#step('➜', t('welcome.failover'), {
        waits: so.route ? null : t('welcome.failover.waits'),
        content: () => html`<sluice-failover-step .pool=${so.pool} .route=${so.route}></sluice-failover-step>`,
      })}
    </ol>`;
  }

  render() {
    return html`
      <div class="head"><h1 tabindex="-1">${t('welcome.steps')}</h1></div>
      <p class="muted">${t('welcome.steps.intro')} <a href="/">${t('welcome.to-dashboard')}</a></p>
      ${this.#steps()}
    `;
  }
}

customElements.define('sluice-first-steps', FirstSteps);
