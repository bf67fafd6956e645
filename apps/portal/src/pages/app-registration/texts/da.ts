import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Appregistrering',
  loading: 'Programmet indlæses.',
  tabsOf: name => `Sider for ${name}`,
  tabs: {
    overview: 'Oversigt',
    authentication: 'Godkendelse',
    'api-permissions': 'API-tilladelser',
    credentials: 'Certifikater og hemmeligheder',
    'get-a-token': 'Hent et token',
    customers: 'Kunder',
    manifest: 'Manifest',
  },
  unknown: {
    title: 'Programmet findes ikke',
    text: 'Intet program i denne lejer har dette objekt-id. Adressen kan være skrevet forkert, eller nogen har slettet programmet.',
    back: 'Til listen over appregistreringer',
  },
  deleted: {
    title: 'Programmet er slettet',
    text: 'Nogen har slettet programmet, mens du havde det åbent. Det får ikke flere tokens.',
    back: 'Til listen over appregistreringer',
  },
};
