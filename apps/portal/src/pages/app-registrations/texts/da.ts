import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Appregistreringer',
  lead: 'En appregistrering er den identitet, som et script, et værktøj eller en tjeneste har over for Defender-API’erne.',
  register: 'Ny registrering',
  views: { all: 'Alle programmer', owned: 'Ejede programmer' },
  search: 'Visningsnavn begynder med, eller program-id (klient)',
  columns: {
    displayName: 'Visningsnavn',
    clientId: 'Program-id (klient)',
    audience: 'Kontotyper',
    created: 'Oprettet den',
  },
  clientIdOf: name => `Program-id (klient) for ${name}`,
  empty: {
    all: 'Der er endnu ikke registreret et program i denne lejer.',
    owned: 'Du ejer intet program. De programmer, du registrerer, er dine.',
    search: 'Intet program passer. Et navn findes på sin begyndelse, et program-id (klient) som helhed.',
  },
};
