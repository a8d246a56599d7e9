import { html, svg } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peerName } from '../../base/store.js';
import { clockTime, length } from '../../base/time.js';

const WIDTH = 1000;
const HEIGHT = 24;
const EDGE = 6;

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
 * @param show called with the event
 */
export function laneRow(lane, from, until, show, chosen) {
  const scale = (at) => ((at - from) / (until - from)) * WIDTH;
  const path = { peer: '/peers', pool: '/gateway-pools', route: '/routes' }[lane.kind];
  return html`<div class="lane" role="listitem">
    <a class="name" href=${path}><bdi>${lane.name}</bdi></a>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="group" aria-label=${t('timeline.lane', { name: lane.name, count: lane.events })}>
      ${lane.spans.map((span) => svg`<rect class="span ${span.state}" x=${scale(span.from)} y="3" width=${Math.max(1, scale(span.until) - scale(span.from))}
          height=${HEIGHT - 6}><title>${says(span)}</title></rect>`)}
      ${lane.spans.filter((span) => span.event !== null).map((span) => svg`<rect class="edge ${span.event.uid === chosen ? 'chosen' : ''}" tabindex="0" role="button"
          x=${Math.min(WIDTH - EDGE, Math.max(0, scale(span.from) - EDGE / 2))} y="0" width=${EDGE} height=${HEIGHT}
          aria-label="${clockTime(span.event.at)}: ${span.event.message}" @click=${(event) => open(event, span, show)}
          @keydown=${(event) => open(event, span, show)}></rect>`)}
    </svg>
    <span class="visually-hidden">${lane.spans.map(says).join('; ')}</span>
  </div>`;
}
