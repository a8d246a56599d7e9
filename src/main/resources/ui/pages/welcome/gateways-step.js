import { repeat } from 'lit/directives/repeat.js';
import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { peers } from '../../base/store.js';
import { peerBadge } from '../../components/state-badge.js';
import { StepForm, portOf } from './step-form.js';

const SHOWN = 6;

/** Two gateways: each is probed as soon as it is there, and shows how it is. */
class GatewaysStep extends StepForm {
  async send({ name, host, proxy_port: port }) {
    const body = { name: name.value.trim(), host: host.value.trim() };
    if (port.value.trim()) {
      body.proxy_port = portOf(port.value);
    }
    const peer = await api.post('/peers', body);
    peers.put(peer);
    return peer;
  }

  #line(peer) {
    const down = peer.health?.state === 'down';
    return html`<li>
      <strong><bdi>${peer.name}</bdi></strong> <span class="muted"><bdi>${peer.host}</bdi>:${peer.proxy_port}</span> ${peerBadge(peer)}
      ${down ? html`<small class="hint"><bdi>${peer.health.cause ?? peer.health.last_answer}</bdi>. ${t('welcome.gateways.down')}</small>` : nothing}
    </li>`;
  }

  #found(gateways) {
    const more = gateways.length - SHOWN;
    return html`<ul class="found" aria-live="polite">
      ${repeat(gateways.slice(0, SHOWN), (peer) => peer.id, (peer) => this.#line(peer))}
      ${more > 0 ? html`<li class="muted">${t('welcome.gateways.more', { count: more, number: number(more) })}</li>` : nothing}
    </ul>`;
  }

  #form(first) {
    return this.drawForm(
      html`${this.text('name', t('welcome.gateway.name'), { placeholder: first ? 'Home' : 'DS918' })}
        ${this.text('host', t('welcome.gateway.host'), { placeholder: first ? '192.168.2.5' : '192.168.2.151' })}
        ${this.text('proxy_port', t('welcome.gateway.port'), { placeholder: '18080', mode: 'numeric' })}`,
      t(first ? 'welcome.gateway.first' : 'welcome.gateway.second'),
    );
  }

  render() {
    const { gateways } = this.so;
    return html`
      <p>${t('welcome.gateways.intro')}</p>
      ${gateways.length > 0 ? this.#found(gateways) : nothing}
      ${gateways.length < 2
        ? this.#form(gateways.length === 0)
        : html`<p class="muted">${t('welcome.more-there')} <a href="/peers">${t('page.peers')}</a></p>`}
    `;
  }
}

customElements.define('sluice-gateways-step', GatewaysStep);
