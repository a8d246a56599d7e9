/** The path of the page that is shown, and how to go to another without loading everything again. */
const listeners = new Set();

function tell() {
  listeners.forEach((listener) => listener());
}

export const router = {
  get path() {
    return location.pathname;
  },

  /** What stands behind the question mark, as URLSearchParams. */
  get query() {
    return new URLSearchParams(location.search);
  },

  go(path, { replace = false } = {}) {
    if (path !== location.pathname + location.search) {
      history[replace ? 'replaceState' : 'pushState'](null, '', path);
      tell();
    }
  },

  /** Keeps what the page shows (a filter, a chosen row) in the address, without going anywhere. */
  remember(values) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined || value === '') {
        query.delete(name);
      } else {
        query.set(name, value);
      }
    }
    const text = query.toString();
    history.replaceState(null, '', location.pathname + (text ? `?${text}` : ''));
  },

  onChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

addEventListener('popstate', tell);

/** Links to pages of ours change the page in place; those with a modifier, a target or a download are the browser's. */
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="/"]');
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link && plain && !event.defaultPrevented && !link.target && !link.hasAttribute('download')) {
    const path = link.getAttribute('href');
    if (!path.startsWith('/api/') && !path.startsWith('/ui/') && !path.includes('.')) {
      event.preventDefault();
      router.go(path);
    }
  }
});
