import { SluiceElement, html, nothing } from '../base/element.js';
import { dateTime, everySecond, length, now, secondsSince } from '../base/time.js';

/** How long ago something was, counting on: `<sluice-since at="…">`. */
class SluiceSince extends SluiceElement {
  static properties = { at: {} };

  connectedCallback() {
    super.connectedCallback();
    this.during(everySecond(() => this.requestUpdate()));
  }

  render() {
    return this.at ? html`<time datetime=${this.at} title=${dateTime(this.at)}>${length(secondsSince(this.at))}</time>` : '–';
  }
}

/** How long until something is due, counting down: `<sluice-countdown to="…">`; nothing once it is over. */
class SluiceCountdown extends SluiceElement {
  static properties = { to: {} };

  connectedCallback() {
    super.connectedCallback();
    this.during(everySecond(() => this.requestUpdate()));
  }

  render() {
    if (!this.to) {
      return nothing;
    }
    const rest = (new Date(this.to).getTime() - now()) / 1000;
    return html`<time class="countdown" datetime=${this.to} title=${dateTime(this.to)}>${length(rest)}</time>`;
  }
}

customElements.define('sluice-since', SluiceSince);
customElements.define('sluice-countdown', SluiceCountdown);
