import { SluiceElement, html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peerName, peers } from '../../base/store.js';
import { clockTime } from '../../base/time.js';
import { badge } from '../../components/state-badge.js';

const KEPT = 200;
const kind = (status) => (status >= 500 ? 'bad' : status >= 400 ? 'wait' : status >= 300 ? 'off' : 'good');

/** What clients ask for, as they ask, with a stream of its own while it is looked at. */
class AccessTail extends SluiceElement {
  static properties = { lines: { state: true }, skipped: { state: true }, paused: { state: true }, search: { state: true } };

  #source = null;
  #late = [];
  #due = null;

  constructor() {
    super();
    this.lines = [];
    this.skipped = 0;
    this.paused = false;
    this.search = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(peers.subscribe(() => this.requestUpdate()));
    this.#source = new EventSource('/api/v1/events?kinds=access');
    this.#source.addEventListener('access', (event) => this.#take(JSON.parse(event.data)));
    this.during(() => this.#source.close());
    this.during(() => clearTimeout(this.#due));
  }

  /** Lines come in bursts: they are shown together, five times a second at most. */
  #take(line) {
    if (this.paused) {
      return;
    }
    if (line.skipped) {
      this.skipped += line.skipped;
      return;
    }
    this.#late.push(line);
    this.#due ??= setTimeout(() => {
      this.#due = null;
      this.lines = [...this.#late.splice(0).reverse(), ...this.lines].slice(0, KEPT);
    }, 200);
  }

  #row(line) {
    return html`<tr>
      <td>${clockTime(line.at)}</td>
      <td>${badge(kind(line.status), line.status)}</td>
      <td><code>${line.method}</code> <bdi>${line.host}${line.path}</bdi></td>
      <td>${line.peer_id === null || line.peer_id === undefined ? '–' : html`<bdi>${peerName(line.peer_id)}</bdi>`}</td>
      <td class="number">${line.duration_ms} ms</td>
      <td>${line.client}</td>
    </tr>`;
  }

  render() {
    const search = this.search.toLowerCase();
    const shown = this.lines.filter((line) => `${line.host}${line.path} ${line.status} ${line.client}`.toLowerCase().includes(search));
    return html`
      <div class="filters">
        <label>${t('logs.search')} <input type="search" .value=${this.search} @input=${(event) => (this.search = event.target.value)}></label>
        <button type="button" class="secondary" aria-pressed=${this.paused ? 'true' : 'false'} @click=${() => (this.paused = !this.paused)}>
          ${this.paused ? t('logs.go-on') : t('logs.pause')}</button>
      </div>
      <p class="muted">${t('logs.access.about')} ${this.skipped > 0 ? t('logs.skipped', { count: this.skipped }) : nothing}</p>
      ${shown.length === 0
        ? html`<p class="muted">${t('logs.access.none')}</p>`
        : html`<div class="scroll"><table class="access"><thead><tr><th scope="col">${t('logs.at')}</th><th scope="col">${t('logs.status')}</th>
            <th scope="col">${t('logs.request')}</th><th scope="col">${t('logs.peer')}</th><th scope="col">${t('logs.took')}</th>
            <th scope="col">${t('logs.client')}</th></tr></thead><tbody>${shown.map((line) => this.#row(line))}</tbody></table></div>`}
    `;
  }
}

customElements.define('logs-access', AccessTail);
