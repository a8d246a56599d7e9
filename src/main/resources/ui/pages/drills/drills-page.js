import { SluiceElement, html } from '../../base/element.js';
import { drills } from '../../base/drills.js';
import { addWords, t } from '../../base/i18n.js';
import { peers, pools, routes } from '../../base/store.js';
import { style } from '../../base/style.js';
import { loading } from '../../components/loading.js';
import en from '../../words/pages/drills.en.js';
import de from '../../words/pages/drills.de.js';
import './drill-past.js';
import './drill-start.js';
import { running } from './running.js';

addWords({ en, de });
await style(new URL('./drills.css', import.meta.url));

/** Pretended outages: begin one, watch it, end it, and see what came of it. */
class DrillsPage extends SluiceElement {
  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.requestUpdate();
    [peers, pools, routes, drills].forEach((source) => this.during(source.subscribe(draw)));
  }

  #running() {
    if (drills.problem) {
      return html`<p class="problem" role="alert">${drills.problem.detail}</p>`;
    }
    return drills.value ? running(drills.value) : html`<p class="loading" aria-busy="true">${t('loading.reading')}</p>`;
  }

  render() {
    return html`
      <div class="head"><h1 tabindex="-1">${t('page.drills')}</h1></div>
      <p class="muted">${t('drills.what')}</p>
      ${peers.state === 'ready' ? html`
        <section aria-labelledby="drills-running"><h2 id="drills-running">${t('drills.running')}</h2>${this.#running()}</section>
        <section aria-labelledby="drills-start"><h2 id="drills-start">${t('drills.start')}</h2><sluice-drill-start></sluice-drill-start></section>
        <section aria-labelledby="drills-past"><h2 id="drills-past">${t('drills.past')}</h2><sluice-drill-past></sluice-drill-past></section>`
      : loading(peers)}
    `;
  }
}

customElements.define('page-drills', DrillsPage);
