import { hostOf } from '../../base/served.js';

/** A URL that leads to the route; `www` stands for what the star of a wildcard takes. */
export function sampleUrl(route) {
  const l4 = route.route_type === 'l4';
  const ownPort = route.client_certificates?.port;
  const scheme = l4 ? 'tcp' : ownPort ? 'https' : 'http';
  const host = (hostOf(route) || 'localhost').replace(/^\*/, 'www');
  return `${scheme}://${host}${l4 ? `:${route.l4_listen_port}` : `${ownPort ? `:${ownPort}` : ''}${route.path_prefix}`}`;
}
