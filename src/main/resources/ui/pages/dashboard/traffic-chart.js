import { SluiceElement, html } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { style } from '../../base/style.js';
import { now } from '../../base/time.js';

const SPAN_S = 120;
const HEIGHT = 170;

/** The last two minutes: requests and errors a second by the left scale, p99 by the right one. */
class TrafficChart extends SluiceElement {
  static properties = { history: {} };

  #plot = null;
  #sizes = null;

  connectedCallback() {
    super.connectedCallback();
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const repaint = () => this.#paint();
    scheme.addEventListener('change', repaint);
    const themes = new MutationObserver(repaint);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] });
    this.#sizes = new ResizeObserver(() => this.#plot?.setSize({ width: this.clientWidth, height: HEIGHT }));
    this.#sizes.observe(this);
    this.during(() => {
      scheme.removeEventListener('change', repaint);
      themes.disconnect();
      this.#sizes.disconnect();
      this.#plot?.destroy();
      this.#plot = null;
    });
    this.#paint();
  }

  updated() {
    this.#plot?.setData(this.#data());
  }

  async #paint() {
    const [{ default: Plot }] = await Promise.all([import('uplot'), style(new URL('../../lib/uPlot.min.css', import.meta.url))]);
    await this.updateComplete;
    if (this.isConnected) {
      this.#plot?.destroy();
      this.#plot = new Plot(this.#options(), this.#data(), this.querySelector('.plot'));
    }
  }

  #data() {
    const all = this.history ?? [];
    return [
      all.map((one) => new Date(one.at).getTime() / 1000),
      all.map((one) => one.requests_per_s),
      all.map((one) => one.errors_per_s),
      all.map((one) => one.p99_ms),
    ];
  }

  #options() {
    const css = getComputedStyle(this);
    const colour = (name) => css.getPropertyValue(name).trim();
    const line = { stroke: colour('--pico-muted-border-color'), width: 1 };
    const axis = { stroke: colour('--pico-muted-color'), grid: line, ticks: { show: false }, font: '12px system-ui' };
    const upTo = (least) => (plot, low, high) => [0, Math.max(least, (high ?? 0) * 1.15)];
    const ago = (plot, splits) => splits.map((at) => (at === splits.at(-1) ? '' : `${number(Math.round(at - plot.scales.x.max))} s`));
    return {
      width: this.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [now() / 1000 - SPAN_S, now() / 1000] },
        y: { range: upTo(5) },
        ms: { range: upTo(5) },
      },
      axes: [
        { ...axis, grid: { show: false }, size: 24, splits: (plot) => [120, 90, 60, 30, 0].map((s) => plot.scales.x.max - s), values: ago },
        { ...axis, size: 44, space: 40, values: (plot, splits) => splits.map((value) => number(value, 1)) },
        { ...axis, grid: { show: false }, scale: 'ms', side: 1, size: 52, space: 40, values: (plot, splits) => splits.map((value) => `${number(value, 1)} ms`) },
      ],
      series: [
        {},
        { stroke: colour('--pico-primary'), fill: `${colour('--pico-primary')}22`, width: 2, points: { show: false } },
        { stroke: colour('--sluice-bad'), width: 2, points: { show: false } },
        { scale: 'ms', stroke: colour('--sluice-wait'), width: 1.5, dash: [4, 3], points: { show: false } },
      ],
    };
  }

  render() {
    return html`<div class="plot" role="img" aria-label=${t('dashboard.traffic.chart')}></div>`;
  }
}

customElements.define('sluice-traffic-chart', TrafficChart);
