import { SluiceElement, html } from '../../base/element.js';
import { everySecond, now } from '../../base/time.js';

/** How much of a span is over, as a bar. */
class SluiceElapsed extends SluiceElement {
  static properties = { from: {}, to: {}, label: {} };

  connectedCallback() {
    super.connectedCallback();
    this.during(everySecond(() => this.requestUpdate()));
  }

  render() {
    const from = new Date(this.from).getTime();
    const whole = Math.max(1, new Date(this.to).getTime() - from);
    return html`<progress max=${whole} value=${Math.min(whole, Math.max(0, now() - from))} aria-label=${this.label}></progress>`;
  }
}

customElements.define('sluice-elapsed', SluiceElapsed);
