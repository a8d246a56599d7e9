import { html } from '../base/element.js';
import { look } from './look.js';
import { mark } from './mark.js';

/** What stands around the pages for whom nobody knows yet: mark, heading, the page, and how it shall look. */
export function entrance(heading, content) {
  return html`<div class="entrance">
    <header>${mark(56)}<h1 tabindex="-1">${heading}</h1></header>
    ${content}
    <footer class="look">${look()}</footer>
  </div>`;
}
