import { live } from './live.js';

/**
 * Reads something that the stream keeps true from then on: now, and again whenever the stream has begun anew and may have left
 * something out. Where the stream is about to begin, the first reading waits for that: one is enough then.
 *
 * @returns what ends that
 */
export function reading(read) {
  let begun = false;
  const begin = () => {
    begun = true;
    read();
  };
  const ends = [live.on('ready', begin), live.on('state', (state) => state === 'cut' && !begun && begin())];
  if (live.state !== 'connecting') {
    begin();
  }
  return () => ends.forEach((end) => end());
}
