import { api } from '../../base/api.js';
import { html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';
import { routes } from '../../base/store.js';
import { routeBadge } from '../../components/state-badge.js';
import { StepForm, portOf } from './step-form.js';

/** A route whose home is a gateway of the pool. */
class RouteStep extends StepForm {
  async send({ domain, target_lan_host: host, target_lan_port: port, target_peer_id: home }) {
    const route = await api.post('/routes', {
      domain: domain.value.trim(),
      target_peer_id: Number(home.value),
      target_lan_host: host.value.trim(),
      target_lan_port: portOf(port.value),
    });
    routes.put(route);
    return route;
  }

  #found(route) {
    const lan = route.target_lan_host ? html`<span class="muted">→ <bdi>${route.target_lan_host}</bdi>:${route.target_lan_port}</span>` : '';
    return html`<ul class="found"><li><strong><bdi>${routeName(route)}</bdi></strong> ${lan} ${routeBadge(route)}</li></ul>
      <p class="muted">${t('welcome.more-there')} <a href="/routes">${t('page.routes')}</a></p>`;
  }

  #form(pool) {
    const options = pool.members.map((member) => ({ value: member.peer_id, label: member.peer_name }));
    return this.drawForm(
      html`${this.text('domain', t('welcome.route.domain'), { placeholder: 'app.example.com' })}
        ${this.text('target_lan_host', t('welcome.route.host'), { placeholder: '192.168.1.5' })}
        ${this.text('target_lan_port', t('welcome.route.port'), { placeholder: '8080', mode: 'numeric' })}
        ${this.choice('target_peer_id', t('welcome.route.home'), { options, chosen: pool.members[0].peer_id })}`,
      t('welcome.route.create'),
    );
  }

  render() {
    const { pool, route } = this.so;
    return html`<p>${t('welcome.route.intro')}</p>${route ? this.#found(route) : this.#form(pool)}`;
  }
}

customElements.define('sluice-route-step', RouteStep);
