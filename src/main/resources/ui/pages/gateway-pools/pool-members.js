import { SluiceElement, html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peers } from '../../base/store.js';
import './member-order.js';

/** The right side of the dialog: who is in the pool, and in which order. `order` fires with the ids of the members. */
class PoolMembers extends SluiceElement {
  static properties = { members: {}, chosen: { state: true }, told: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.during(peers.subscribe(() => this.requestUpdate()));
  }

  get #gateways() {
    return peers.byName.filter((peer) => peer.peer_type === 'gateway');
  }

  #set(members) {
    this.members = members;
    this.dispatchEvent(new CustomEvent('order', { detail: members }));
  }

  #add(left) {
    const select = this.querySelector('select');
    const peer = left.find((one) => String(one.id) === select.value) ?? left[0];
    this.told = t('pools.order.added', { name: peer.name, position: this.members.length + 1 });
    this.#set([...this.members, peer.id]);
  }

  /** Enter adds here; it would save the whole pool otherwise. */
  #key(event, left) {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#add(left);
    }
  }

  #option(peer) {
    const state = peer.enabled ? (peer.health?.state ?? 'unknown') : 'disabled';
    return html`<option value=${peer.id}>${peer.name} (${t(`state.${state}`)})</option>`;
  }

  #choose(left) {
    const all = this.#gateways.length;
    if (left.length === 0) {
      return html`<p class="none">${t(all === 0 ? 'pools.no-gateway' : 'pools.none-left')} <a href="/peers">${t('pools.to-peers')}</a></p>`;
    }
    return html`
      <label for="gateway-to-add">${t('pools.gateway')}</label>
      <div class="add">
        <select id="gateway-to-add" name="gateway" @keydown=${(event) => this.#key(event, left)}>${left.map((peer) => this.#option(peer))}</select>
        <button type="button" class="add secondary" @click=${() => this.#add(left)}>${t('pools.add')}</button>
      </div>
    `;
  }

  render() {
    const left = this.#gateways.filter((peer) => !this.members.includes(peer.id));
    return html`
      <h3>${t('pools.members')}</h3>
      ${this.#choose(left)}
      ${this.members.length === 0 ? html`<p class="hint">${t('pools.no-members')}</p>` : nothing}
      <sluice-member-order .members=${this.members} @order=${(event) => this.#set(event.detail)}></sluice-member-order>
      ${this.members.length > 1 ? html`<p class="hint">${t('pools.order.hint')}</p>` : nothing}
      <p class="visually-hidden" aria-live="polite">${this.told}</p>
    `;
  }
}

customElements.define('sluice-pool-members', PoolMembers);
