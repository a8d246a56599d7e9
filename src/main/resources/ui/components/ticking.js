import { SluiceElement, html, nothing } from '../base/element.js';
import { whileSeen } from '../base/sight.js';
import { dateTime, everySecond, length, now, secondsSince } from '../base/time.js';

/** What counts by the second, as long as it is seen. */
class Ticking extends SluiceElement {
  #end = null;

  connectedCallback() {
    super.connectedCallback();
    this.during(whileSeen(this, (seen) => this.#tick(seen)));
    this.during(() => this.#tick(false));
  }

  #tick(seen) {
    this.#end?.();
    this.#end = seen ? everySecond(() => this.requestUpdate()) : null;
    if (seen && this.hasUpdated) {
      this.requestUpdate();
    }
  }
}

/** How long ago something was, counting on: `<sluice-since at="…">`. */
class SluiceSince extends Ticking {
  static properties = { at: {} };

  render() {
    return this.at ? html`<time datetime=${this.at} title=${dateTime(this.at)}>${length(secondsSince(this.at))}</time>` : '–';
  }
}

/** How long until something is due, counting down: `<sluice-countdown to="…">`; nothing once it is over. */
class SluiceCountdown extends Ticking {
  static properties = { to: {} };

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
