import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Appregistreringar',
  lead: 'En appregistrering är den identitet som ett skript, ett verktyg eller en tjänst har inför Defender-API:erna.',
  register: 'Ny registrering',
  views: { all: 'Alla program', owned: 'Ägda program' },
  search: 'Visningsnamnet börjar med, eller program-ID (klient)',
  columns: {
    displayName: 'Visningsnamn',
    clientId: 'Program-ID (klient)',
    audience: 'Kontotyper',
    created: 'Skapat den',
  },
  clientIdOf: name => `Program-ID (klient) för ${name}`,
  empty: {
    all: 'Inget program har registrerats i den här klientorganisationen än.',
    owned: 'Du äger inget program. De program som du registrerar är dina.',
    search: 'Inget program matchar. Ett namn hittas på sin början, ett program-ID (klient) som helhet.',
  },
};
