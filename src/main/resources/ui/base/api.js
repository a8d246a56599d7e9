import { Problem } from './problem.js';

const BASE = '/api/v1';
const SILENCE_MS = 30_000;
let csrfToken = null;
let onUnauthorized = () => {};

/** The session's CSRF token; goes with everything that changes something. */
export function useCsrfToken(token) {
  csrfToken = token;
}

/** What happens when the API says that nobody is logged in any more. */
export function whenUnauthorized(action) {
  onUnauthorized = action;
}

async function send(method, path, { body, headers = {}, token, ifMatch, type = 'application/json', accept } = {}) {
  const all = { Accept: accept ?? 'application/json', ...headers };
  if (body !== undefined) {
    all['Content-Type'] = type;
  }
  if (token) {
    all.Authorization = `Bearer ${token}`;
  } else if (method !== 'GET' && csrfToken) {
    all['X-CSRF-Token'] = csrfToken;
  }
  if (ifMatch) {
    all['If-Match'] = ifMatch;
  }
  let response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: all,
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      credentials: 'same-origin',
      signal: AbortSignal.timeout(SILENCE_MS),
    });
  } catch (cause) {
    throw new Problem(0, 'unreachable', String(cause.message ?? cause));
  }
  if (response.ok) {
    return response;
  }
  const problem = await Problem.of(response);
  if (problem.status === 401 && !token) {
    onUnauthorized();
  }
  throw problem;
}

async function json(method, path, options) {
  const response = await send(method, path, options);
  return response.status === 204 ? null : response.json();
}

/** The admin API. Each call fails with a Problem. `options`: token, ifMatch, headers. */
export const api = {
  get: (path, options) => json('GET', path, options),
  post: (path, body, options) => json('POST', path, { ...options, body }),
  put: (path, body, options) => json('PUT', path, { ...options, body }),
  delete: (path, options) => json('DELETE', path, options),

  /** A thing with the ETag that a change of it may name: {value, etag}. */
  async read(path) {
    const response = await send('GET', path);
    return { value: await response.json(), etag: response.headers.get('ETag') };
  },

  /** The answer's text as it is; for documents and files. */
  async text(path, options) {
    return (await send('GET', path, options)).text();
  },

  /** Any other call; gives the response. */
  send,

  /** All pages of a list. */
  async all(path) {
    const items = [];
    const separator = path.includes('?') ? '&' : '?';
    for (;;) {
      const page = await json('GET', `${path}${separator}limit=250&offset=${items.length}`);
      items.push(...page.items);
      if (items.length >= page.total || page.items.length === 0) {
        return items;
      }
    }
  },
};
