import { api } from '../../base/api.js';
import { drillOf, drills } from '../../base/drills.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { FormState, formProblem } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';
import { peerName, peers } from '../../base/store.js';
import { clockTime } from '../../base/time.js';
import { whyNot } from '../../components/allowed.js';
import { homeOf } from '../../components/state-badge.js';
import '../../components/ticking.js';
import './for-real.js';
import './passage.js';

const LENGTH = '30s';
const LINES = 8;

/** A failover to be seen: a drill on the route's home, and who serves meanwhile, line by line. */
class FailoverStep extends SluiceElement {
  static properties = { pool: {}, route: {}, seen: { state: true } };

  #form = new FormState(this);
  #before = null;

  constructor() {
    super();
    this.seen = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(drills.subscribe(() => this.requestUpdate()));
  }

  /** Each change of who serves is a line. */
  willUpdate() {
    const { id, serving } = this.route;
    const peer = serving?.peer_id ?? null;
    if (this.#before?.id === id && this.#before.peer !== peer && serving) {
      this.seen = [...this.seen.slice(1 - LINES), { at: serving.since, peer, home: peer === homeOf(this.route) }];
    }
    this.#before = { id, peer };
  }

  #start(home) {
    this.seen = [];
    return this.#form.submit(async () => {
      await api.post('/drills', { peer_id: home.id, for: LENGTH });
      await drills.refresh();
    });
  }

  #stop(drill) {
    return this.#form.submit(async () => {
      await api.delete(`/drills/${drill.id}`);
      await drills.refresh();
    });
  }

  /** Why there is nothing to be seen now; null if there is. */
  #hindrance(home) {
    if (home?.health?.state !== 'alive' || this.route.serving?.peer_id !== home.id) {
      return t('welcome.failover.not-home', { name: home?.name ?? '–' });
    }
    const other = this.pool.members.some((member) => member.peer_id !== home.id && member.state === 'alive');
    return whyNot('operate') ?? (other ? null : t('welcome.failover.no-other'));
  }

  #running(drill) {
    return html`<p role="status">${t('welcome.failover.running', { name: peerName(drill.peer_id) })}
        <sluice-countdown .to=${drill.ends_at}></sluice-countdown></p>
      <div class="actions"><button type="button" class="secondary" ?disabled=${this.#form.busy || whyNot('operate') !== null}
        @click=${() => this.#stop(drill)}>${t('welcome.failover.stop')}</button></div>`;
  }

  #waiting(home) {
    const hindrance = this.#hindrance(home);
    return html`<p>${t('welcome.failover.intro', { name: home?.name ?? '–' })}</p>
      <div class="actions"><button type="button" class="main" aria-busy=${this.#form.busy ? 'true' : nothing}
        ?disabled=${hindrance !== null || this.#form.busy} @click=${() => this.#start(home)}>${t('welcome.failover.start')}</button></div>
      ${hindrance ? html`<small class="hint">${hindrance}</small>` : nothing}`;
  }

  #line({ at, peer, home }) {
    const key = peer === null ? 'welcome.seen.outage' : home ? 'welcome.seen.home' : 'welcome.seen.away';
    return html`<li><time datetime=${at}>${clockTime(at)}</time> <bdi>${t(key, { name: peerName(peer) })}</bdi></li>`;
  }

  render() {
    const home = peers.get(homeOf(this.route));
    const drill = home && drillOf(home.id);
    const complete = !drill && this.seen.length >= 2 && this.seen.at(-1).home;
    return html`
      <sluice-passage .route=${this.route} .pool=${this.pool}></sluice-passage>
      ${drill ? this.#running(drill) : this.#waiting(home)}
      ${formProblem(this.#form)}
      <ol class="seen" aria-live="polite">${this.seen.map((one) => this.#line(one))}</ol>
      ${complete ? html`<p class="success" role="status">✓ ${t('welcome.failover.seen')} <a href="/">${t('welcome.to-dashboard')}</a></p>` : nothing}
      <sluice-for-real .domain=${routeName(this.route)} .pool=${this.pool}></sluice-for-real>
    `;
  }
}

customElements.define('sluice-failover-step', FailoverStep);
