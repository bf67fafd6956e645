export const en = {
  title: 'Register an application',
  lead: 'Step 1 of 5. The application gets a client ID; what it may do is asked for and granted afterwards.',
  redirectUriHint:
    'Where the authority sends the answer after a person signed in. Scripts and services that sign in as themselves need none.',
  register: 'Register',
};
