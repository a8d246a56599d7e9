import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { peers, pools } from '../../base/store.js';
import { session } from '../../base/session.js';
import { isLoopback } from './naming.js';

function ofType(type) {
  return peers.byName.filter((peer) => peer.peer_type === type).map((peer) => ({ id: peer.id, text: peer.name }));
}

function poolChoices() {
  return pools.byName.map((pool) => ({
    id: pool.id,
    text: pool.members.length > 0 ? pool.name : t('routes.editor.pool.empty', { pool: pool.name }),
    disabled: pool.members.length === 0,
  }));
}

/** What a loopback LAN host means: the gateway machine itself, so that elsewhere it is another machine. */
function loopback(draft, input) {
  if (!isLoopback(draft.lan_host.trim())) {
    return nothing;
  }
  const meaning = t('routes.editor.loopback', { host: `${draft.lan_host.trim()}:${draft.lan_port.trim() || '?'}` });
  return html`<div class="warning" role="note"><p>${meaning}
      ${t(draft.kind === 'pool' ? 'routes.editor.loopback.pool' : 'routes.editor.loopback.pinned')}</p>
    ${draft.kind === 'pool' ? input.flag('allow_loopback', 'allow_loopback', t('routes.editor.loopback.allow')) : nothing}</div>`;
}

function lan(draft, input) {
  return html`
    <div class="beside">
      ${input.text('target_lan_host', 'lan_host', t('routes.field.lan-host'), { hint: t('routes.field.lan-host.hint'), placeholder: '192.168.1.5', maxlength: 253 })}
      ${input.text('target_lan_port', 'lan_port', t('routes.field.lan-port'), { inputmode: 'numeric', placeholder: '5001' })}
    </div>
    ${loopback(draft, input)}
  `;
}

/** Where the route goes: pinned to a gateway, to a pool, to a regular peer. What was entered for another kind is kept. */
export function targetFields(draft, input) {
  const locked = !session.has('gateway_pools') && draft.kind !== 'pool';
  const kinds = [
    { id: 'gateway', text: t('routes.editor.kind.gateway') },
    { id: 'pool', text: t('routes.editor.kind.pool'), disabled: locked, title: locked ? t('locked.gateway_pools') : undefined },
    { id: 'peer', text: t('routes.editor.kind.peer') },
  ];
  const choose = { id: '', text: t('routes.editor.choose') };
  const one = {
    gateway: () => [input.choice('target_peer_id', 'gateway', t('routes.field.gateway'), [choose, ...ofType('gateway')], { hint: t('routes.field.gateway.hint') }), lan(draft, input)],
    pool: () => [input.choice('target_pool_id', 'pool', t('routes.field.pool'), [choose, ...poolChoices()], { hint: t('routes.field.pool.hint') }), lan(draft, input)],
    peer: () => html`<div class="beside">
      ${input.choice('target_peer_id', 'regular', t('routes.field.regular'), [choose, ...ofType('regular')])}
      ${input.text('target_port', 'port', t('routes.field.port'), { inputmode: 'numeric', hint: t('routes.field.port.hint') })}</div>`,
  };
  return html`${input.radios('kind', t('routes.editor.kind'), kinds)}
    ${locked ? html`<p class="muted">${t('locked.gateway_pools')}</p>` : nothing}
    ${one[draft.kind]()}`;
}
