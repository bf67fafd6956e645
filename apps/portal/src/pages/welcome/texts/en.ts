export const en = {
  title: 'Vakt',
  lead: 'The Microsoft Defender APIs and the authority in front of them, on your own machine. Independent of Microsoft.',
  signIn: 'Sign in',
  createTenant: 'Create a tenant',
  demoTitle: 'The demo tenant',
  demo: 'npm start has made one with an administrator, whose name and password are in a file on this machine:',
  refused: 'You were not signed in.',
};
