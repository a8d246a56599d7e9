const loaded = new Map();

/** Loads a page's own style sheet before the page draws: `await style(new URL('./peers.css', import.meta.url))`. Once. */
export function style(url) {
  const href = String(url);
  if (!loaded.has(href)) {
    loaded.set(
      href,
      new Promise((resolve, reject) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = href;
        link.onload = resolve;
        link.onerror = () => reject(new Error(`no style sheet at ${href}`));
        document.head.append(link);
      }),
    );
  }
  return loaded.get(href);
}
