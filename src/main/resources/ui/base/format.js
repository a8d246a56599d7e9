import { language } from './preferences.js';

/** What Intl makes is dear to make and cheap to use: one for each way of writing and each language. */
const made = new WeakMap();

/**
 * A formatter or collator of the page's language.
 *
 * @param Kind Intl.NumberFormat and the like
 * @param options how it writes: the same object each time
 */
export function inLanguage(Kind, options) {
  const own = made.get(options) ?? {};
  made.set(options, own);
  return (own[language()] ??= new Kind(language(), options));
}
