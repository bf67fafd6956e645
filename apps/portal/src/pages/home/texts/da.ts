import type { en } from './en.ts';

export const da: typeof en = {
  title: name => `Velkommen, ${name}`,
  lead: 'Fem trin fra ingenting til et kald af Defender-API’erne.',
  steps: {
    register: {
      title: 'Registrér',
      text: 'Opret et program: den identitet, som dit script eller værktøj har.',
    },
    permit: { title: 'Tillad', text: 'Vælg de tilladelser, det beder om, og giv samtykke.' },
    prove: { title: 'Bevis', text: 'Giv det en klienthemmelighed eller et certifikat.' },
    token: { title: 'Hent et token', text: 'Kopiér forespørgslen i dit sprog, og se ind i tokenet.' },
    call: { title: 'Kald', text: 'Send tokenet med, og læs beskeder.' },
  },
  begin: 'Ny registrering',
  yourApplications: 'Dine programmer',
};
