export default {
  'uptime.heading': 'Was up',
  'uptime.span.1d': '24 hours',
  'uptime.span.7d': '7 days',
  'uptime.span.30d': '30 days',
  'uptime.made': 'made {length} ago',
  'uptime.never-down': 'never down',
  'uptime.down.one': 'down once, for {length}',
  'uptime.down.other': 'down {number} times, for {length}',
  'uptime.unknown': 'nothing known of {length}',
};
