import type { en } from './en.ts';

export const sv: typeof en = {
  title: name => `Välkommen, ${name}`,
  lead: 'Fem steg från ingenting till ett anrop av Defender-API:erna.',
  steps: {
    register: {
      title: 'Registrera',
      text: 'Skapa ett program: den identitet som ditt skript eller verktyg har.',
    },
    permit: { title: 'Tillåt', text: 'Välj de behörigheter som det ber om och ge medgivande.' },
    prove: { title: 'Bevisa', text: 'Ge det en klienthemlighet eller ett certifikat.' },
    token: { title: 'Hämta en token', text: 'Kopiera begäran i ditt språk och titta in i token.' },
    call: { title: 'Anropa', text: 'Skicka med token och läs aviseringar.' },
  },
  begin: 'Ny registrering',
  yourApplications: 'Dina program',
};
