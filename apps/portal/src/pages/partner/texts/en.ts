export const en = {
  title: 'Partner',
  lead: 'A partner registers an application once, in its own tenant. An administrator of each customer consents to it in the customer’s tenant. From then on the partner’s own secret or certificate gets tokens of that customer, with what the customer granted.',
  register: 'New registration',
  applications: 'Multitenant applications',
  application: 'Application',
  clientId: 'Application (client) ID',
  clientIdOf: (name: string) => `application ID of ${name}`,
  customers: 'Customers',
  empty:
    'No application of this tenant is for other tenants. Register one, and choose accounts in any organizational directory.',
  howTitle: 'How it goes',
  steps: [
    'Register an application for accounts in any organizational directory, or change one under Authentication.',
    'Ask for the permissions that it needs, and add a client secret or a certificate.',
    'Send the consent link to an administrator of each customer, and save the tenant ID that they are shown.',
    'Check who has consented. After every added permission each customer has to consent again.',
    'Get a token of the customer: the same request as at home, to the customer’s tenant.',
  ],
};
