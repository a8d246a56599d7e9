import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { SeenElement } from '../../base/seen-element.js';
import { whyNot } from '../../components/allowed.js';
import { badge, peerBadge } from '../../components/state-badge.js';
import { failback, probe, resume } from './commands.js';
import { facts } from './facts.js';
import { address } from './order.js';
import '../../components/ticking.js';
import './peer-details.js';

/**
 * One peer in the list: what is so, what can be done, and all of it on demand. Each has something new every second, for which
 * only those in sight are drawn anew.
 *
 * `served`: how many routes it serves; `does`: what it asks of the page.
 */
class PeerCard extends SeenElement {
  static properties = { peer: {}, served: {}, drill: {}, does: {}, open: { state: true } };

  constructor() {
    super();
    this.open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(pulse.subscribe(() => this.seen && this.requestUpdate()));
  }

  #button(label, scope, act, { disabled = null } = {}) {
    const reason = whyNot(scope) ?? disabled;
    return html`<button type="button" class="small secondary" ?disabled=${reason !== null} title=${reason ?? nothing}
      aria-label="${label}: ${this.peer.name}" @click=${act}>${label}</button>`;
  }

  #actions() {
    const peer = this.peer;
    const unprobed = !peer.enabled ? t('peers.probe.disabled') : peer.probe.kind === 'heartbeat' ? t('peers.probe.beats') : null;
    return html`<div class="actions">
      ${peer.enabled && peer.health?.state === 'cooldown'
        ? this.#button(t('peers.failback'), 'operate', () => failback(peer))
        : nothing}
      ${peer.drained
        ? this.#button(t('peers.resume'), 'operate', () => resume(peer))
        : this.#button(t('peers.drain'), 'operate', () => this.does.drain(peer))}
      ${this.#button(t('peers.probe'), 'operate', (event) => probe(event, peer), { disabled: unprobed })}
      ${this.#button(t('peers.edit'), 'admin', () => this.does.edit(peer))}
      <button type="button" class="small secondary" aria-expanded=${this.open ? 'true' : 'false'}
        aria-label="${t('peers.details')}: ${peer.name}" @click=${() => (this.open = !this.open)}>${t('peers.details')}
        <span aria-hidden="true">${this.open ? '▴' : '▾'}</span></button>
    </div>`;
  }

  /** What somebody should know at once, in a sentence. */
  #news() {
    const { peer, drill } = this;
    const health = peer.health;
    const lines = [];
    if (drill) {
      lines.push(html`${badge('away', t('peers.drill'))} ${t('peers.drill.running')}
        <sluice-countdown to=${drill.ends_at}></sluice-countdown> · <a href="/drills">${t('page.drills')}</a>`);
    }
    if (peer.enabled && health?.state === 'cooldown') {
      lines.push(health.cooldown_ends_at
        ? html`${t('peers.cooldown.ends')} <strong><sluice-countdown to=${health.cooldown_ends_at}></sluice-countdown></strong>`
        : t('peers.cooldown.manual'));
    }
    if (peer.enabled && health?.cause && health.cause !== health.last_answer && health.state !== 'alive') {
      lines.push(html`${t('peers.cause')} <bdi>${health.cause}</bdi>`);
    }
    if (peer.enabled && health?.suspect) {
      lines.push(t('peers.suspect'));
    }
    return lines.map((line) => html`<p class="news">${line}</p>`);
  }

  render() {
    const peer = this.peer;
    return html`
      <article class="card peer">
        <header>
          <h2><bdi>${peer.name}</bdi></h2>
          <span class="states">${peerBadge(peer)}</span>
          <span class="where muted">${t(`peers.type.${peer.peer_type}`)} · <bdi>${address(peer)}</bdi></span>
          ${this.#actions()}
        </header>
        ${this.#news()}
        ${facts(peer, this.served)}
        ${this.open
          ? html`<sluice-peer-details .peer=${peer} .served=${this.does.served(peer)} .does=${this.does}></sluice-peer-details>`
          : nothing}
      </article>
    `;
  }
}

customElements.define('sluice-peer', PeerCard);
