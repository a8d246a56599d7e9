import { drillOf, drills } from '../../base/drills.js';
import { SluiceElement, html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';
import { peers } from '../../base/store.js';
import { badge, homeOf, peerBadge } from '../../components/state-badge.js';

/** The way of a request: from the domain to the members of the pool, the one lit that serves now. */
class Passage extends SluiceElement {
  static properties = { route: {}, pool: {} };

  connectedCallback() {
    super.connectedCallback();
    const draw = () => this.requestUpdate();
    [drills, peers].forEach((source) => this.during(source.subscribe(draw)));
  }

  #member({ peer_id: id, peer_name: name }) {
    const peer = peers.get(id);
    const serves = this.route.serving?.peer_id === id;
    return html`<li class=${serves ? 'serves' : ''}>
      <strong><bdi>${name}</bdi></strong>
      ${drillOf(id) ? badge('bad', t('welcome.passage.drill')) : peer ? peerBadge(peer) : nothing}
      ${homeOf(this.route) === id ? html`<span class="muted">${t('welcome.passage.home')}</span>` : nothing}
      ${serves ? html`<span class="lit"><span aria-hidden="true">➜</span> ${t('welcome.passage.serves')}</span>` : nothing}
    </li>`;
  }

  render() {
    return html`<div class="passage">
      <strong class="domain"><bdi>${routeName(this.route)}</bdi></strong>
      <ul aria-live="polite">${this.pool.members.map((member) => this.#member(member))}</ul>
    </div>`;
  }
}

customElements.define('sluice-passage', Passage);
