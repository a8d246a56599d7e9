import { SluiceElement, html, nothing } from '../base/element.js';
import { addWords, number, t } from '../base/i18n.js';
import { routeName } from '../base/served.js';
import { peers, routes } from '../base/store.js';
import { homeOf } from './state-badge.js';
import en from '../words/moves.en.js';
import de from '../words/moves.de.js';

addWords({ en, de });

const NAMED = 20;

/**
 * Which routes come home to a peer if it may have them again, for a question before that is done: `<sluice-returning .peer=${id}>`.
 * Kept true while shown: the routes may still be on their way when it is asked.
 */
class SluiceReturning extends SluiceElement {
  static properties = { peer: {} };

  connectedCallback() {
    super.connectedCallback();
    [peers, routes].forEach((source) => this.during(source.subscribe(() => this.requestUpdate())));
  }

  /** The routes that belong to the peer, and are elsewhere now. */
  #away() {
    return routes.list.filter((route) => route.serving && homeOf(route) === this.peer && route.serving.peer_id !== this.peer);
  }

  render() {
    const back = this.#away();
    const state = peers.get(this.peer)?.health?.state;
    const waits = state === 'alive' || state === 'cooldown' ? nothing : html`<p>${t('return.waits')}</p>`;
    if (back.length === 0) {
      return html`<p>${t('return.none')}</p>${waits}`;
    }
    return html`<p>${t('return', { count: back.length, number: number(back.length) })}</p>
      <ul class="names">${back.slice(0, NAMED).map((route) => html`<li><bdi>${routeName(route)}</bdi></li>`)}
        ${back.length > NAMED ? html`<li class="muted">${t('moves.more', { more: number(back.length - NAMED) })}</li>` : nothing}</ul>
      ${waits}`;
  }
}

customElements.define('sluice-returning', SluiceReturning);
