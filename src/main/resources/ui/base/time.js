import { inLanguage } from './format.js';
import { language } from './preferences.js';

/** Time as the page tells it. One timer ticks for all that counts. */
const MOMENT = { dateStyle: 'medium', timeStyle: 'medium' };
const CLOCK = { timeStyle: 'medium' };
const tickers = new Set();
let timer = null;
let ahead = 0; // how far the server's clock is before this one, in ms

/** Calls the listener once a second; returns what ends that. */
export function everySecond(listener) {
  tickers.add(listener);
  timer ??= setInterval(() => tickers.forEach((one) => one()), 1000);
  return () => {
    tickers.delete(listener);
    if (tickers.size === 0) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The server has said what time it is there: countdowns go by that. */
export function serverSays(iso) {
  ahead = new Date(iso).getTime() - Date.now();
}

/** The server's time, in ms since 1970. */
export function now() {
  return Date.now() + ahead;
}

/** Seconds as `5 s`, `3:20`, `1:02:03`, `2 d 4 h`. */
export function length(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value) => String(value).padStart(2, '0');
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
  }
  if (whole < 86_400) {
    return `${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  }
  const d = language() === 'de' ? 'T' : 'd';
  return `${Math.floor(whole / 86_400)} ${d} ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** Seconds since an instant. */
export function secondsSince(iso) {
  return (now() - new Date(iso).getTime()) / 1000;
}

/** Date and time in this browser's zone; the seconds always, since failovers are a matter of seconds. */
export function dateTime(iso) {
  return inLanguage(Intl.DateTimeFormat, MOMENT).format(new Date(iso));
}

/** The time alone. */
export function clockTime(iso) {
  return inLanguage(Intl.DateTimeFormat, CLOCK).format(new Date(iso));
}
