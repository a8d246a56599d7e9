/** What a route may do beside forwarding, by the names of its fields, each with what a newcomer would begin with. */
const BEGINNINGS = {
  maintenance: { message: 'Back soon.', retry_after_s: 300, allow: [] },
  access: { allow: ['192.168.0.0/16'] },
  client_certificates: { port: 8543, authorities: '-----BEGIN CERTIFICATE-----\n...\n-----END CERTIFICATE-----\n', names: [] },
  access_windows: { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }] },
  rate_limit: { requests: 100, per: '1m', allow: [] },
  paths: { redirects: [{ path: '/old/*', to: '/new{rest}', status: 301 }] },
  headers: { security: true },
  compression: { encodings: ['zstd', 'br', 'gzip'] },
  error_pages: { pages: [{ statuses: ['5xx'], html: '<!doctype html>\n<title>{status}</title>\n<p>{reason}' }] },
  circuit_breaker: { failures: 5, window: '10s', open_for: '30s' },
  mirror: { url: `${location.protocol}//192.168.1.9:8080`, percent: 10 },
};

export const FEATURES = Object.keys(BEGINNINGS);

/** Those that may also be said for all routes. */
export const OF_ALL_ROUTES = ['maintenance', 'error_pages'];

/** Those that may also be said for a pool. */
export const OF_A_POOL = ['error_pages'];

const written = (value) => JSON.stringify(value, null, 2);

/** The features as the editor has them: whether each is on, and its JSON; without a route, all off. */
export function featuresOf(route, names = FEATURES) {
  const draft = {};
  for (const name of names) {
    const value = route?.[name] ?? null;
    draft[`${name}_on`] = value !== null;
    draft[name] = written(value ?? BEGINNINGS[name]);
  }
  return draft;
}

/** What is sent of them: what is otherwise than in that draft. A text that is no JSON goes as it is, and the API says so. */
export function featuresBody(draft, before, names = FEATURES) {
  const body = {};
  for (const name of names) {
    const on = draft[`${name}_on`];
    if (on !== before[`${name}_on`] || (on && draft[name] !== before[name])) {
      body[name] = on ? parsed(draft[name]) : null;
    }
  }
  return body;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
