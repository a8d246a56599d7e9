export default {
  'login.heading': 'Sluice',
  'login.password': 'Password',
  'login.enter': 'Log in',
  'login.first': 'First time here?',
  'login.first.link': 'Set the password with the first token',
  'login.forgotten': 'Forgotten? On the machine itself:',
};
