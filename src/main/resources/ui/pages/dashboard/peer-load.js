import { SluiceElement, html } from '../../base/element.js';
import { number } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';

/** How many requests are with a peer now; it follows the pulse, so that the page around it need not. */
class PeerLoad extends SluiceElement {
  static properties = { peer: {} };

  connectedCallback() {
    super.connectedCallback();
    this.during(pulse.subscribe(() => this.requestUpdate()));
  }

  render() {
    return html`${number(pulse.peer(this.peer.id)?.in_flight ?? this.peer.health?.in_flight ?? 0)}`;
  }
}

customElements.define('sluice-peer-load', PeerLoad);
