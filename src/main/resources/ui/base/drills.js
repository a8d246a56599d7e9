import { LiveAnswer } from './answer.js';
import { api } from './api.js';

/** The drills that run, read again when one begins or ends. */
export const drills = new LiveAnswer(
  () => api.all('/drills'),
  ['activity'],
  (event) => event.event === 'drill_started' || event.event === 'drill_ended',
);

/** The drill that runs on a peer, if one does. */
export function drillOf(peerId) {
  return drills.value?.find((drill) => drill.peer_id === peerId);
}
