export default {
  'login.heading': 'Sluice',
  'login.password': 'Passwort',
  'login.enter': 'Anmelden',
  'login.first': 'Zum ersten Mal hier?',
  'login.first.link': 'Mit dem ersten Token das Passwort setzen',
  'login.forgotten': 'Vergessen? Auf der Maschine selbst:',
};
