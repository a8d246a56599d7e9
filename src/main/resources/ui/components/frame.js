import { SluiceElement, html, nothing } from '../base/element.js';
import { t } from '../base/i18n.js';
import { live } from '../base/live.js';
import { session } from '../base/session.js';
import { PAGES } from '../pages/pages.js';
import { look } from './look.js';
import { mark } from './mark.js';
import { act } from './notices.js';

/** What stands around every page: where one can go, whether the stream is live, theme, language, the way out. */
class SluiceFrame extends SluiceElement {
  static properties = { page: {}, menu: { state: true } };

  constructor() {
    super();
    this.menu = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(live.on('state', () => this.requestUpdate()));
    this.during(session.onChange(() => this.requestUpdate()));
  }

  willUpdate(changed) {
    if (changed.has('page')) {
      this.menu = false;
    }
  }

  #link(page) {
    const here = page === this.page;
    return html`<li><a href=${page.path} aria-current=${here ? 'page' : nothing}>${t(`page.${page.name}`)}</a></li>`;
  }

  #stream() {
    const state = live.state === 'off' ? 'connecting' : live.state;
    return html`<p class="stream ${state}" role="status"><span aria-hidden="true">${state === 'live' ? '●' : '○'}</span>
      ${t(`frame.stream.${state}`)}</p>`;
  }

  render() {
    return html`
      <a class="skip" href="#main">${t('frame.skip')}</a>
      <header class="top">
        <button type="button" class="menu" aria-expanded=${this.menu ? 'true' : 'false'} aria-controls="sidebar"
          @click=${() => (this.menu = !this.menu)}><span aria-hidden="true">☰</span> ${t('frame.menu')}</button>
        <a class="brand" href="/">${mark(24)} Sluice</a>
        ${this.#stream()}
      </header>
      <div id="sidebar" class="sidebar ${this.menu ? 'open' : ''}">
        <nav aria-label=${t('frame.pages')}><ul>${PAGES.map((page) => this.#link(page))}</ul></nav>
        <aside class="who" aria-label=${t('frame.actor')}>
          <p>${t('frame.actor')} <bdi>${session.current?.actor}</bdi></p>
          <details><summary>${t('frame.look')}</summary>${look()}</details>
          <button type="button" class="secondary small" @click=${(event) => act(event, () => session.logOut())}>${t('frame.log-out')}</button>
        </aside>
      </div>
    `;
  }
}

customElements.define('sluice-frame', SluiceFrame);
