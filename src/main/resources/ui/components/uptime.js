import { SluiceElement, html, nothing } from '../base/element.js';
import { LiveAnswer } from '../base/answer.js';
import { api } from '../base/api.js';
import { inLanguage } from '../base/format.js';
import { addWords, number, t } from '../base/i18n.js';
import { length } from '../base/time.js';
import en from '../words/uptime.en.js';
import de from '../words/uptime.de.js';

addWords({ en, de });

const THOUSANDTHS = { maximumFractionDigits: 3 };
const SECONDS = { '1d': 86_400, '7d': 604_800, '30d': 2_592_000 };

/** How long a peer or a route was up; `of` is where the API tells it. */
class Uptime extends SluiceElement {
  static properties = { of: {} };

  #answer = null;

  connectedCallback() {
    super.connectedCallback();
    this.#answer = new LiveAnswer(() => api.get(this.of), ['peer', 'pool', 'route']);
    this.during(this.#answer.subscribe(() => this.requestUpdate()));
  }

  #span(one) {
    const percent = one.up_percent === null ? '–' : `${inLanguage(Intl.NumberFormat, THOUSANDTHS).format(one.up_percent)} %`;
    const down = one.outages === 0
      ? t('uptime.never-down')
      : t('uptime.down', { count: one.outages, number: number(one.outages), length: length(one.down_s) });
    const age = one.up_s + one.down_s + one.unknown_s;
    const said = [
      age < SECONDS[one.span] - 60 ? t('uptime.made', { length: length(age) }) : null,
      one.up_percent === null ? null : down,
      one.unknown_s > 0 ? t('uptime.unknown', { length: length(one.unknown_s) }) : null,
    ].filter((words) => words !== null);
    return html`<li><span class="muted">${t(`uptime.span.${one.span}`)}</span>
      <span class="number">${percent}</span> ${said.join('; ')}</li>`;
  }

  render() {
    const { value, problem } = this.#answer;
    const spans = value?.items[0]?.spans ?? [];
    return html`<section><h3>${t('uptime.heading')}</h3>
      ${problem ? html`<p class="error" role="alert">${problem.detail}</p>` : nothing}
      <ul class="events">${spans.map((one) => this.#span(one))}</ul></section>`;
  }
}

customElements.define('sluice-uptime', Uptime);
