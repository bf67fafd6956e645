import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Registrer et program',
  lead: 'Trin 1 af 5. Programmet får et klient-id; hvad det må, anmodes der om og gives bagefter.',
  redirectUriHint:
    'Hertil sender godkendelsestjenesten svaret, når en person har logget på. Scripts og tjenester, der logger på som sig selv, behøver ingen.',
  register: 'Registrer',
};
