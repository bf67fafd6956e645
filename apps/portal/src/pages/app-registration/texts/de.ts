import type { en } from './en.ts';

export const de: typeof en = {
  title: 'App-Registrierung',
  loading: 'Die Anwendung wird gelesen.',
  tabsOf: name => `Seiten von ${name}`,
  tabs: {
    overview: 'Übersicht',
    authentication: 'Authentifizierung',
    'api-permissions': 'API-Berechtigungen',
    credentials: 'Zertifikate & Geheimnisse',
    'get-a-token': 'Token abrufen',
    customers: 'Kunden',
    manifest: 'Manifest',
  },
  unknown: {
    title: 'Diese Anwendung gibt es nicht',
    text: 'Keine Anwendung dieses Mandanten hat diese Objekt-ID. Die Adresse kann falsch geschrieben sein, oder jemand hat die Anwendung gelöscht.',
    back: 'Zur Liste der App-Registrierungen',
  },
  deleted: {
    title: 'Diese Anwendung wurde gelöscht',
    text: 'Jemand hat die Anwendung gelöscht, während Sie sie geöffnet hatten. Sie erhält keine Token mehr.',
    back: 'Zur Liste der App-Registrierungen',
  },
};
