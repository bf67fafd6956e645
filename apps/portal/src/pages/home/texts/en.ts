export const en = {
  title: (name: string) => `Welcome, ${name}`,
  lead: 'Five steps from nothing to a call of the Defender APIs.',
  steps: {
    register: { title: 'Register', text: 'Make an application: the identity that your script or tool has.' },
    permit: { title: 'Permit', text: 'Choose the permissions that it asks for, and grant consent.' },
    prove: { title: 'Prove', text: 'Give it a client secret or a certificate.' },
    token: { title: 'Get a token', text: 'Copy the request in your language, and look into the token.' },
    call: { title: 'Call', text: 'Send the token along, and read alerts.' },
  },
  begin: 'New registration',
  yourApplications: 'Your applications',
};
