import { html } from '../../base/element.js';
import { t } from '../../base/i18n.js';

const TLS_MODES = ['none', 'passthrough', 'terminate'];

function byHost(input) {
  return html`<div class="beside">
    ${input.text('domain', 'domain', t('routes.field.domain'), { placeholder: 'app.example.com', hint: t('routes.field.domain.hint'), required: true, maxlength: 253, autofocus: true })}
    ${input.text('path_prefix', 'path_prefix', t('routes.field.path'), { placeholder: '/', maxlength: 1024 })}</div>`;
}

function byPort(draft, input) {
  const modes = TLS_MODES.map((id) => ({ id, text: t(`routes.tls.${id}`) }));
  return html`<div class="beside">
      ${input.text('l4_listen_port', 'listen_port', t('routes.field.listen-port'), { inputmode: 'numeric', hint: t('routes.field.listen-port.hint'), autofocus: true })}
      ${input.choice('l4_tls_mode', 'tls_mode', t('routes.field.tls-mode'), modes)}</div>
    ${draft.tls_mode === 'none' ? '' : input.text('domain', 'domain', t('routes.field.domain'), { placeholder: 'db.example.com', hint: t('routes.field.domain.sni'), maxlength: 253 })}`;
}

/** What the route is met by: a host and a path, or a port of its own. */
export function entryFields(draft, input) {
  const types = ['http', 'l4'].map((id) => ({ id, text: t(`routes.editor.type.${id}`) }));
  return html`${input.radios('route_type', t('routes.editor.type'), types)}
    ${draft.route_type === 'l4' ? byPort(draft, input) : byHost(input)}
    ${input.text('description', 'description', t('routes.field.description'), { maxlength: 255 })}`;
}
