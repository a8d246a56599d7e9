import { SluiceElement, html } from './base/element.js';
import { whenUnauthorized } from './base/api.js';
import { t } from './base/i18n.js';
import { live } from './base/live.js';
import { router } from './base/router.js';
import { session } from './base/session.js';
import { forgetAll } from './base/store.js';
import { ENTRANCES, PAGES, pageAt } from './pages/pages.js';
import './components/confirm.js';
import './components/frame.js';
import './components/notices.js';

/** The whole page: who may see it, which part of it is shown. */
class SluiceApp extends SluiceElement {
  static properties = { page: { state: true }, problem: { state: true } };

  #drawn = null;

  async connectedCallback() {
    super.connectedCallback();
    whenUnauthorized(() => session.lost());
    this.during(router.onChange(() => this.#show()));
    this.during(session.onChange(() => this.#entered()));
    await this.#begin();
  }

  async #begin() {
    this.problem = null;
    try {
      await session.read();
    } catch (problem) {
      this.problem = problem;
      return;
    }
    if (!session.current) {
      this.#entered();
    }
  }

  /** Somebody has come in or gone. */
  #entered() {
    if (session.current && live.state === 'off') {
      live.start(() => session.read());
    } else if (!session.current) {
      live.stop();
      forgetAll();
    }
    this.#show();
    this.requestUpdate();
  }

  #show() {
    const wanted = pageAt(router.path);
    const entrance = ENTRANCES.includes(wanted);
    if (!session.current && !entrance) {
      const back = router.path === '/' ? '' : `?to=${encodeURIComponent(router.path)}`;
      router.go(`/login${back}`, { replace: true });
      return;
    }
    if (session.current && wanted?.name === 'login') {
      const to = router.query.get('to') ?? '/';
      router.go(pageAt(to) ? to : '/', { replace: true });
      return;
    }
    this.#load(wanted ?? { name: 'lost' });
  }

  async #load(page) {
    try {
      await page.load?.();
    } catch (cause) {
      this.problem = cause;
      return;
    }
    if (pageAt(router.path) === page || page.name === 'lost') {
      const before = this.page;
      if (before !== page) {
        this.#drawn = page.load ? document.createElement(`page-${page.name}`) : null;
      }
      this.page = page;
      document.title = `${t(`page.${page.name}`)} · Sluice`;
      await this.updateComplete;
      if (before && before !== page) {
        scrollTo(0, 0);
        this.querySelector('main h1')?.focus({ preventScroll: true });
      }
    }
  }

  #body() {
    if (this.problem) {
      return html`<main class="alone"><h1>Sluice</h1><p>${t('problem.unreachable')}</p>
        <button type="button" @click=${() => this.#begin()}>${t('loading.again')}</button></main>`;
    }
    if (!this.page) {
      return html`<main class="alone" aria-busy="true"></main>`;
    }
    if (this.page.name === 'lost') {
      return html`<main class="alone"><h1 tabindex="-1">${t('page.lost')}</h1><p><a href="/">${t('page.dashboard')}</a></p></main>`;
    }
    const alone = this.page.name === 'login' || (ENTRANCES.includes(this.page) && !session.current);
    return alone
      ? html`<main class="alone">${this.#drawn}</main>`
      : html`<sluice-frame .page=${this.page}></sluice-frame><main id="main" tabindex="-1">${this.#drawn}</main>`;
  }

  render() {
    return html`${this.#body()}<sluice-confirm></sluice-confirm><sluice-notices></sluice-notices>`;
  }
}

customElements.define('sluice-app', SluiceApp);
