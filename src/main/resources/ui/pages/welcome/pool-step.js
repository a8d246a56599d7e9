import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { addWords, t } from '../../base/i18n.js';
import { pools } from '../../base/store.js';
import { peerBadge } from '../../components/state-badge.js';
import en from '../../words/pages/gateway-pools.en.js';
import de from '../../words/pages/gateway-pools.de.js';
import { PRESETS, presetName, secondsInWords } from '../gateway-pools/presets.js';
import { StepForm } from './step-form.js';

addWords({ en, de });

/** A pool of both gateways; one that is there already and lacks members gets them. */
class PoolStep extends StepForm {
  feature() {
    return 'gateway_pools';
  }

  async send({ name, failback_cooldown_s: cooldown, primary, substitute }) {
    let pool = this.so.pool;
    if (!pool) {
      pool = await api.post('/gateway-pools', { name: name.value.trim(), failback_cooldown_s: Number(cooldown.value) });
      pools.put(pool); // if the members are refused, the next try is about this pool
    }
    const members = [primary.value, substitute.value].map((id) => ({ peer_id: Number(id) }));
    await api.put(`/gateway-pools/${pool.id}/members`, members);
    pools.put(await api.get(`/gateway-pools/${pool.id}`));
    return pool;
  }

  #found(pool) {
    return html`<ol class="found">
        <li><strong><bdi>${pool.name}</bdi></strong></li>
        ${pool.members.map((member) => html`<li>${member.position}. <bdi>${member.peer_name}</bdi> ${peerBadge(member)}</li>`)}
      </ol>
      <p class="muted">${t('welcome.more-there')} <a href="/gateway-pools">${t('page.gateway-pools')}</a></p>`;
  }

  #named() {
    const options = PRESETS.map((one) => ({ value: one.seconds, label: `${secondsInWords(one.seconds)} – ${presetName(one)}` }));
    return html`${this.text('name', t('welcome.pool.name'), { placeholder: t('welcome.pool.example') })}
      ${this.choice('failback_cooldown_s', t('pools.cooldown'), { options, chosen: 60, hint: t('pools.cooldown.hint') })}`;
  }

  #form(pool, gateways) {
    const options = gateways.map((peer) => ({ value: peer.id, label: peer.name }));
    return this.drawForm(
      html`${pool ? nothing : this.#named()}
        ${this.choice('primary', t('welcome.pool.primary'), { options, chosen: gateways[0].id })}
        ${this.choice('substitute', t('welcome.pool.substitute'), { options, chosen: gateways[1].id })}`,
      pool ? t('welcome.pool.complete', { name: pool.name }) : t('welcome.pool.create'),
    );
  }

  render() {
    const { pool, gateways, done } = this.so;
    return html`<p>${t('welcome.pool.intro')}</p>${done.pool ? this.#found(pool) : this.#form(pool, gateways)}`;
  }
}

customElements.define('sluice-pool-step', PoolStep);
