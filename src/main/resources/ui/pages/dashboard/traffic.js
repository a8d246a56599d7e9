import { SluiceElement, html } from '../../base/element.js';
import { milliseconds, number, rate, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import './traffic-chart.js';

/** The traffic of this second in numbers, and of the last two minutes as a chart. */
class Traffic extends SluiceElement {
  connectedCallback() {
    super.connectedCallback();
    this.during(pulse.subscribe(() => this.requestUpdate()));
  }

  #number(name, value, kind = '') {
    return html`<div class=${kind}><dt>${t(`dashboard.traffic.${name}`)}</dt><dd class="number">${value}</dd></div>`;
  }

  render() {
    const now = pulse.latest;
    const known = (value, write) => (now ? write(value(now)) : '–');
    const failing = now && now.errors_per_s > 0 ? 'failing' : '';
    return html`
      <dl class="rates">
        ${this.#number('requests', known((one) => one.requests_per_s, rate), 'requests')}
        ${this.#number('errors', known((one) => one.errors_per_s, rate), `errors ${failing}`)}
        ${this.#number('p99', known((one) => one.p99_ms, milliseconds), 'p99')}
        ${this.#number('in-flight', known((one) => one.in_flight, number))}
        ${this.#number('tunnels', known((one) => one.tunnels, number))}
      </dl>
      <sluice-traffic-chart .history=${[...pulse.history]}></sluice-traffic-chart>
    `;
  }
}

customElements.define('sluice-traffic', Traffic);
