import { html, svg } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { SeenElement } from '../../base/seen-element.js';
import { peerName } from '../../base/store.js';
import { clockTime, length } from '../../base/time.js';

const WIDTH = 1000;
const HEIGHT = 24;
const EDGE = 6;
const PATHS = { peer: '/peers', pool: '/gateway-pools', route: '/routes' };

function says(span) {
  const who = span.peerId === null ? '' : ` (${peerName(span.peerId)})`;
  return `${t(`timeline.state.${span.state}`)}${who}, ${clockTime(span.from)} – ${clockTime(span.until)}, ${length((span.until - span.from) / 1000)}`;
}

function open(event, span, show) {
  if (event.type === 'click' || event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    show(span.event);
  }
}

/**
 * A lane as a row: its name, and its time as coloured stretches. Where one begins with an event, that can be opened.
 *
 * `lane`, `from`, `until`: what it shows; `show`: called with the event; `chosen`: the uid of the event that is open.
 */
class LaneRow extends SeenElement {
  static properties = { lane: {}, from: {}, until: {}, show: {}, chosen: {} };

  #x(at) {
    return ((at - this.from) / (this.until - this.from)) * WIDTH;
  }

  #span(span) {
    const from = this.#x(span.from);
    return svg`<rect class="span ${span.state}" x=${from} y="3" width=${Math.max(1, this.#x(span.until) - from)}
      height=${HEIGHT - 6}><title>${says(span)}</title></rect>`;
  }

  #edge(span) {
    return svg`<rect class="edge ${span.event.uid === this.chosen ? 'chosen' : ''}" tabindex="0" role="button"
      x=${Math.min(WIDTH - EDGE, Math.max(0, this.#x(span.from) - EDGE / 2))} y="0" width=${EDGE} height=${HEIGHT}
      aria-label="${clockTime(span.event.at)}: ${span.event.message}" @click=${(event) => open(event, span, this.show)}
      @keydown=${(event) => open(event, span, this.show)}></rect>`;
  }

  render() {
    const { kind, name, events, spans } = this.lane;
    return html`<a class="name" href=${PATHS[kind]}><bdi>${name}</bdi></a>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="group" aria-label=${t('timeline.lane', { name, count: events })}>
        ${spans.map((span) => this.#span(span))}
        ${spans.filter((span) => span.event !== null).map((span) => this.#edge(span))}
      </svg>
      <span class="visually-hidden">${spans.map(says).join('; ')}</span>`;
  }
}

customElements.define('sluice-lane', LaneRow);
