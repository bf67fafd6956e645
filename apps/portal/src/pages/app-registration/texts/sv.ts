import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Appregistrering',
  loading: 'Programmet läses in.',
  tabsOf: name => `Sidor för ${name}`,
  tabs: {
    overview: 'Översikt',
    authentication: 'Autentisering',
    'api-permissions': 'API-behörigheter',
    credentials: 'Certifikat och hemligheter',
    'get-a-token': 'Hämta en token',
    customers: 'Kunder',
    manifest: 'Manifest',
  },
  unknown: {
    title: 'Programmet finns inte',
    text: 'Inget program i den här klientorganisationen har detta objekt-ID. Adressen kan vara felskriven, eller så har någon tagit bort programmet.',
    back: 'Till listan med appregistreringar',
  },
  deleted: {
    title: 'Programmet har tagits bort',
    text: 'Någon tog bort programmet medan du hade det öppet. Det får inga fler token.',
    back: 'Till listan med appregistreringar',
  },
};
