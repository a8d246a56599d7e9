import { api } from '../../base/api.js';
import { LiveAnswer } from '../../base/answer.js';

const NAMES = [
  'gateway_down', 'gateway_alive', 'pool_failover_activated', 'pool_failover_restored', 'pool_outage_started',
  'pool_outage_resolved', 'route_outage_started', 'route_outage_resolved', 'drill_started', 'drill_ended',
];
const PAGE = 250;
const MOST_PAGES = 8;

/** Events of a stretch of time that moved something, oldest first; the newest 2,000 of them. */
async function read(from) {
  const events = [];
  let before = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const behind = before === null ? '' : `&before=${before}`;
    const answer = await api.get(`/logs/activity?limit=${PAGE}&event=${NAMES.join(',')}&from=${from.toISOString()}${behind}`);
    events.push(...answer.items);
    before = answer.next_before;
    if (before === null) {
      return { events: events.reverse(), from, whole: true };
    }
  }
  events.reverse();
  return { events, from: new Date(events[0].at), whole: false };
}

/** What moved since so many seconds ago; read again when something moves. */
export function history(seconds) {
  return new LiveAnswer(() => read(new Date(Date.now() - seconds * 1000)), ['activity', 'activity_updated']);
}
