import { api, useCsrfToken } from './api.js';

/** Who is logged in here: what GET /session says, or null. */
let current = null;
const listeners = new Set();

function become(session) {
  current = session;
  useCsrfToken(session?.csrf_token ?? null);
  listeners.forEach((listener) => listener(current));
}

export const session = {
  get current() {
    return current;
  },

  /** Whether whoever is logged in may do what needs this scope: read, operate or admin. */
  may(scope) {
    const scopes = current?.scopes ?? [];
    return scopes.includes('admin') || scopes.includes(scope) || (scope === 'read' && scopes.includes('operate'));
  },

  /** Whether a feature is there: 'gateway_pools' or 'load_balancing'. */
  has(feature) {
    return current?.features?.[feature] !== false;
  },

  onChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Asks who we are. False if nobody; fails with a Problem if there is no answer. */
  async read() {
    try {
      become(await api.get('/session'));
      return true;
    } catch (problem) {
      if (problem.status !== 401) {
        throw problem;
      }
      become(null);
      return false;
    }
  },

  async logIn(password) {
    become(await api.post('/session', { password }));
  },

  async logOut() {
    await api.delete('/session');
    become(null);
  },

  /** The API has said that the session is over. */
  lost() {
    if (current) {
      become(null);
    }
  },
};
