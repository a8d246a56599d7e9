import { html } from '../base/element.js';

const FILE = String(new URL('../favicon.svg', import.meta.url));

/** The mark; the name always stands beside it. */
export function mark(size) {
  return html`<img class="mark" src=${FILE} alt="" width=${size} height=${size}>`;
}
