import { number, t } from '../../base/i18n.js';

/** How long machines of a kind take to be themselves again, in seconds. */
export const PRESETS = [
  { seconds: 60, name: 'lxc' },
  { seconds: 180, name: 'vm' },
  { seconds: 600, name: 'proxmox' },
  { seconds: 900, name: 'nas' },
  { seconds: 1800, name: 'windows' },
  { seconds: 3600, name: 'conservative' },
];

/** Seconds, and minutes where they are whole: `900 s (15 min)`. */
export function secondsInWords(seconds) {
  const whole = t('pools.seconds', { n: number(seconds) });
  return seconds >= 120 && seconds % 60 === 0 ? `${whole} (${t('pools.minutes', { n: number(seconds / 60) })})` : whole;
}

export function presetName(preset) {
  return t(`pools.preset.${preset.name}`);
}

/** A cooldown in words, with the name of its preset if it is one. */
export function cooldownInWords(seconds) {
  if (seconds === 0) {
    return t('pools.cooldown.none');
  }
  const preset = PRESETS.find((one) => one.seconds === seconds);
  return preset ? `${secondsInWords(seconds)}, ${presetName(preset)}` : secondsInWords(seconds);
}
