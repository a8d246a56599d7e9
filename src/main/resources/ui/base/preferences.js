/** What this browser remembers: theme and language. Nothing of it is secret, nothing of it leaves the browser. */

function keep(key, value) {
  try {
    if (value === null) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, value);
    }
  } catch {
    // Storage is switched off: it holds until the page is closed.
  }
}

/** 'light', 'dark', or 'auto': as the system says. */
export function theme() {
  return document.documentElement.dataset.theme ?? 'auto';
}

export function setTheme(name) {
  if (name === 'auto') {
    delete document.documentElement.dataset.theme;
    keep('sluice.theme', null);
  } else {
    document.documentElement.dataset.theme = name;
    keep('sluice.theme', name);
  }
}

/** 'en' or 'de'. */
export function language() {
  return document.documentElement.lang === 'de' ? 'de' : 'en';
}

export function keepLanguage(name) {
  document.documentElement.lang = name;
  keep('sluice.language', name);
}
