import { repeat } from 'lit/directives/repeat.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peerName, peers } from '../../base/store.js';
import { peerBadge } from '../../components/state-badge.js';
import { draggable } from './drag.js';

/**
 * The members of a pool in their order, to be changed by dragging or with the keyboard: `order` fires with the new ids.
 */
class MemberOrder extends SluiceElement {
  static properties = { members: {}, told: { state: true } };

  #end = null;

  connectedCallback() {
    super.connectedCallback();
    this.during(peers.subscribe(() => this.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end?.();
    this.#end = null;
  }

  async firstUpdated() {
    const end = await draggable(this.querySelector('ol'), (from, to) => this.#move(from, to));
    this.isConnected ? (this.#end = end) : end();
  }

  #set(members, told) {
    this.members = members;
    this.told = told;
    this.dispatchEvent(new CustomEvent('order', { detail: members }));
  }

  /** Moves one and keeps the focus on the control that did it. */
  async #move(from, to) {
    if (to < 0 || to >= this.members.length) {
      return;
    }
    const focused = this.contains(document.activeElement) ? document.activeElement : null;
    const members = [...this.members];
    const [id] = members.splice(from, 1);
    members.splice(to, 0, id);
    const key = to === 0 ? 'pools.order.told.primary' : 'pools.order.told';
    this.#set(members, t(key, { name: peerName(id), position: to + 1, all: members.length }));
    await this.updateComplete;
    focused?.focus();
  }

  async #remove(index) {
    const [id] = this.members.slice(index, index + 1);
    this.#set(this.members.filter((one) => one !== id), t('pools.order.removed', { name: peerName(id) }));
    await this.updateComplete;
    const rows = this.querySelectorAll('.remove');
    (rows[Math.min(index, rows.length - 1)] ?? this.closest('form').querySelector('select[name="gateway"]'))?.focus();
  }

  #key(event, index) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && step) {
      event.preventDefault();
      this.#move(index, index + step);
    }
  }

  #step(index, step, name, sign) {
    const to = index + step;
    const impossible = to < 0 || to >= this.members.length;
    return html`<button type="button" class="secondary step" aria-label=${t(sign === '↑' ? 'pools.order.up' : 'pools.order.down', { name })}
      aria-disabled=${impossible ? 'true' : nothing} @click=${() => this.#move(index, to)}><span aria-hidden="true">${sign}</span></button>`;
  }

  #row(id, index) {
    const name = peerName(id);
    const peer = peers.get(id);
    return html`
      <li @keydown=${(event) => this.#key(event, index)}>
        <span class="grip" title=${t('pools.order.drag')}><span class="dots" aria-hidden="true">⠿</span>
          <span class="position">${index + 1}</span> <bdi class="name">${name}</bdi></span>
        <span class="badges">${index === 0 ? html`<span class="badge primary">${t('pools.primary')}</span>` : nothing}
          ${peer ? peerBadge(peer) : nothing}</span>
        <span class="steps">
          ${this.#step(index, -1, name, '↑')}${this.#step(index, 1, name, '↓')}
          <button type="button" class="secondary step remove" aria-label=${t('pools.order.remove', { name })}
            @click=${() => this.#remove(index)}><span aria-hidden="true">×</span></button>
        </span>
      </li>
    `;
  }

  render() {
    return html`
      <ol class="order" aria-label=${t('pools.members')}>${repeat(this.members, (id) => id, (id, index) => this.#row(id, index))}</ol>
      <p class="visually-hidden" aria-live="polite">${this.told}</p>
    `;
  }
}

customElements.define('sluice-member-order', MemberOrder);
