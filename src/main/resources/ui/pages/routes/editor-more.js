import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';

/** The fields of the rarer wishes, as the API's errors name them. */
export const RARE = ['failover', 'rescue', 'https_enabled', 'https_redirect', 'hsts_max_age_s', 'target_lan_tls', 'target_lan_mac',
  'upstream.response_head_timeout', 'upstream.idle_timeout', 'upstream.max_body_bytes', 'upstream.retry_statuses'];

function agent(draft, input) {
  const tls = ['', 'verify', 'any', 'sha256'].map((id) => ({ id, text: t(`routes.lan-tls.${id || 'none'}`) }));
  return html`
    ${draft.route_type === 'http' ? input.choice('target_lan_tls', 'lan_tls', t('routes.field.lan-tls'), tls, { hint: t('routes.field.lan-tls.hint') }) : nothing}
    ${draft.route_type === 'http' && draft.lan_tls === 'sha256'
      ? input.text('lan_pin', 'lan_pin', t('routes.field.lan-pin'), { hint: t('routes.field.lan-pin.hint') })
      : nothing}
    ${input.text('target_lan_mac', 'lan_mac', t('routes.field.lan-mac'), { placeholder: 'aa:bb:cc:dd:ee:ff', hint: t('routes.field.lan-mac.hint') })}
  `;
}

function upstream(input) {
  return html`<div class="beside">
    ${input.text('upstream.response_head_timeout', 'head_timeout', t('routes.field.head-timeout'), { placeholder: '60s', hint: t('routes.field.head-timeout.hint') })}
    ${input.text('upstream.idle_timeout', 'idle_timeout', t('routes.field.idle-timeout'), { placeholder: '60s', hint: t('routes.field.idle-timeout.hint') })}</div>
    <div class="beside">
    ${input.text('upstream.max_body_bytes', 'max_body', t('routes.field.max-body'), { inputmode: 'numeric', hint: t('routes.field.max-body.hint') })}
    ${input.text('upstream.retry_statuses', 'retry_statuses', t('routes.field.retry-statuses'), { placeholder: '502 503 504', hint: t('routes.field.retry-statuses.hint') })}</div>`;
}

function http(draft, input) {
  const redirect = ['', 'true', 'false'].map((id) => ({ id, text: t(`routes.redirect.${id || 'auto'}`) }));
  const enabled = input.flag('https_enabled', 'https_enabled', t('routes.field.https'), { hint: t('routes.field.https.hint') });
  if (!draft.https_enabled) {
    return enabled;
  }
  return html`${enabled}<div class="beside">
    ${input.choice('https_redirect', 'https_redirect', t('routes.field.redirect'), redirect)}
    ${input.text('hsts_max_age_s', 'hsts', t('routes.field.hsts'), { inputmode: 'numeric', hint: t('routes.field.hsts.hint') })}</div>`;
}

/** The rarer wishes, folded away until they are asked for or one of them was refused. */
export function moreFields(draft, input, refused) {
  return html`<details class="more" ?open=${refused}><summary>${t('routes.editor.more')}</summary>
    ${input.flag('enabled', 'enabled', t('routes.field.enabled'))}
    ${draft.kind === 'gateway' ? input.flag('failover', 'failover', t('routes.field.failover'), { hint: t('routes.field.failover.hint') }) : nothing}
    ${draft.route_type === 'http' ? input.flag('rescue', 'rescue', t('routes.field.rescue'), { hint: t('routes.field.rescue.hint') }) : nothing}
    ${draft.route_type === 'http' ? http(draft, input) : nothing}
    ${draft.route_type === 'http' ? upstream(input) : nothing}
    ${draft.kind !== 'peer' && draft.lan_host.trim() ? agent(draft, input) : nothing}
  </details>`;
}
