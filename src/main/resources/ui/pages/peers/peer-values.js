/** A peer's fields as a form has them, and the way back to what the API takes. */
const TEXTS = ['name', 'description', 'host', 'lan_address', 'tls_server_name', 'tls_ca'];
const NUMBERS = ['proxy_port', 'port', 'api_port', 'weight', 'probe.port', 'probe.expect_status', 'probe.fall', 'probe.rise',
  'capacity.max_in_flight', 'capacity.queue'];
const CHOICES = ['peer_type', 'protocol', 'tls', 'probe.kind'];
const PINNED = 'sha256:';
const PLAIN = [...TEXTS, ...CHOICES, ...NUMBERS, 'probe.path', 'probe.interval', 'capacity.queue_timeout'];

/** What a new one begins with; an empty text stands for the default. */
export const BLANK = Object.fromEntries(PLAIN.map((path) => [path, '']));
Object.assign(BLANK, { tls_pin: '', peer_type: 'gateway', protocol: 'http1', 'probe.kind': 'http', enabled: true });

function at(peer, path) {
  return path.split('.').reduce((part, name) => part?.[name], peer);
}

/** What the form shows of a peer. */
export function valuesOf(peer) {
  const values = Object.fromEntries(PLAIN.map((path) => [path, String(at(peer, path) ?? '')]));
  const pinned = values.tls.startsWith(PINNED);
  return {
    ...values,
    tls: pinned ? 'sha256' : values.tls,
    tls_pin: pinned ? values.tls.slice(PINNED.length) : '',
    enabled: peer.enabled,
  };
}

/** The choice and the certificate's digits are one field of the API; what a choice hides is said no more. */
function told({ tls_pin, ...values }) {
  return {
    ...values,
    tls: values.tls === 'sha256' ? PINNED + tls_pin.trim().replaceAll(':', '') : values.tls,
    tls_server_name: values.tls ? values.tls_server_name : '',
    tls_ca: values.tls === 'verify' ? values.tls_ca : '',
  };
}

/** A number that is none goes as it was typed: the API says what it expects. */
function value(path, text) {
  if (text === '') {
    return null;
  }
  return NUMBERS.includes(path) && /^\d+$/.test(text) ? Number(text) : text;
}

/** The body of a change from one set of values to another: what differs, and nothing else. */
export function bodyOf(values, before) {
  const body = {};
  const known = told(before);
  for (const [path, text] of Object.entries(told(values))) {
    if (text !== known[path]) {
      const names = path.split('.');
      const last = names.pop();
      const part = names.reduce((all, name) => (all[name] ??= {}), body);
      part[last] = typeof text === 'boolean' ? text : value(path, text.trim());
    }
  }
  if (values['capacity.max_in_flight'].trim() === '' && body.capacity) {
    body.capacity = null;
  }
  return body;
}
