import { svg } from '../base/element.js';

const WIDTH = 96;
const HEIGHT = 24;

/**
 * A line of how a number went, without axes.
 *
 * @param values numbers, oldest first; null where there was none
 * @param label what a screen reader says instead
 * @param length how many values the whole width stands for
 */
export function spark(values, label, length = 60) {
  const known = values.filter((value) => value !== null && value !== undefined);
  const most = Math.max(1e-9, ...known) * 1.1;
  const step = WIDTH / (length - 1);
  const start = WIDTH - (values.length - 1) * step;
  const points = values
    .map((value, index) => (value === null || value === undefined ? null : [start + index * step, HEIGHT - 1 - (value / most) * (HEIGHT - 2)]))
    .filter(Boolean)
    .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
  return svg`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width=${WIDTH} height=${HEIGHT} role="img" aria-label=${label}>
    <polyline points=${points} fill="none" />
  </svg>`;
}
