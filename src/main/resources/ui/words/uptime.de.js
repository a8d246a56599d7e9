export default {
  'uptime.heading': 'War erreichbar',
  'uptime.span.1d': '24 Stunden',
  'uptime.span.7d': '7 Tage',
  'uptime.span.30d': '30 Tage',
  'uptime.made': 'vor {length} angelegt',
  'uptime.never-down': 'nie ausgefallen',
  'uptime.down.one': 'einmal ausgefallen, für {length}',
  'uptime.down.other': '{number}-mal ausgefallen, für {length}',
  'uptime.unknown': 'von {length} ist nichts bekannt',
};
