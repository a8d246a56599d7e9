import en from '../words/en.js';
import de from '../words/de.js';
import { inLanguage } from './format.js';
import { keepLanguage, language } from './preferences.js';

/** The words of both languages: keys that the frame and the components use, and those of each page once it is loaded. */
const words = { en: { ...en }, de: { ...de } };
const listeners = new Set();
const DIGITS = [{ maximumFractionDigits: 0 }, { maximumFractionDigits: 1 }];

/** Adds a page's words; called by the page's module, before it draws. */
export function addWords(more) {
  Object.assign(words.en, more.en);
  Object.assign(words.de, more.de);
}

/**
 * The text of a key in the language of the page; `{name}` is replaced by values.name. With `count`, the key with `.one` is
 * taken for 1, with `.other` for all else.
 */
export function t(key, values = {}) {
  const own = words[language()];
  const full = values.count === undefined ? key : `${key}.${values.count === 1 ? 'one' : 'other'}`;
  const text = own[full] ?? own[key] ?? words.en[full] ?? words.en[key];
  if (text === undefined) {
    console.error(`no words for ${full}`);
    return full;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function setLanguage(name) {
  keepLanguage(name);
  listeners.forEach((listener) => listener());
}

/** Calls the listener when the language changes; returns what ends that. */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A number as the language writes it, with at most so many digits behind the point: none or one. */
export function number(value, digits = 0) {
  return inLanguage(Intl.NumberFormat, DIGITS[digits]).format(value);
}

/** A rate per second: one digit below ten, none above. */
export function rate(value) {
  return number(value, value < 10 ? 1 : 0);
}

/** Milliseconds, with a digit where it says something. */
export function milliseconds(value) {
  return value === null || value === undefined ? '–' : `${number(value, value < 10 ? 1 : 0)} ms`;
}
