import { html } from '../../base/element.js';
import { number, t } from '../../base/i18n.js';
import { dateTime } from '../../base/time.js';
import { FEATURES } from './features.js';
import { target } from './naming.js';

const flag = (value) => t(value ? 'routes.yes' : 'routes.no');

function lanTls(value) {
  return value === null || value.startsWith('sha256:') ? value : t(`routes.lan-tls.${value}`);
}

function rows(route) {
  const http = route.route_type === 'http';
  return [
    ['target', target(route)],
    ['description', route.description],
    ['domain', route.domain],
    ['path', http ? route.path_prefix : null],
    ['listen-port', route.l4_listen_port],
    ['tls-mode', http ? null : t(`routes.tls.${route.l4_tls_mode}`)],
    ['lan-tls', lanTls(route.target_lan_tls)],
    ['lan-mac', route.target_lan_mac],
    ['failover', route.target_kind === 'gateway' ? flag(route.failover) : null],
    ['rescue', http ? flag(route.rescue) : null],
    ['https', http ? flag(route.https_enabled) : null],
    ['redirect', http && route.https_enabled ? t(`routes.redirect.${route.https_redirect ?? 'auto'}`) : null],
    ['hsts', route.hsts_max_age_s === null ? null : `${number(route.hsts_max_age_s)} s`],
    ...FEATURES.map((name) => [name, route[name] ? JSON.stringify(route[name]) : null]),
    ['head-timeout', route.upstream?.response_head_timeout],
    ['idle-timeout', route.upstream?.idle_timeout],
    ['max-body', route.upstream?.max_body_bytes],
    ['retry-statuses', route.upstream?.retry_statuses.join(' ')],
    ['id', route.id],
    ['created', dateTime(route.created_at)],
    ['updated', dateTime(route.updated_at)],
  ];
}

/** What the operator said of the route, field by field. */
export function facts(route) {
  const said = rows(route).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return html`<section><h3>${t('routes.details.said')}</h3><dl class="facts">
    ${said.map(([name, value]) => html`<div><dt>${t(`routes.field.${name}`)}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl></section>`;
}
