// A plain script, before the first paint: the theme that this browser chose, and the language.
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage is switched off: what the system says counts
    }
  };
  const theme = read('sluice.theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
  const language = read('sluice.language') ?? navigator.language;
  document.documentElement.lang = language.startsWith('de') ? 'de' : 'en';
})();
