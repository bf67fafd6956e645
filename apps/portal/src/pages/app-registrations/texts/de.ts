import type { en } from './en.ts';

export const de: typeof en = {
  title: 'App-Registrierungen',
  lead: 'Eine App-Registrierung ist die Identität, die ein Skript, ein Werkzeug oder ein Dienst gegenüber den Defender-APIs hat.',
  register: 'Neue Registrierung',
  views: { all: 'Alle Anwendungen', owned: 'Eigene Anwendungen' },
  search: 'Anzeigename beginnt mit, oder Anwendungs-ID (Client)',
  columns: {
    displayName: 'Anzeigename',
    clientId: 'Anwendungs-ID (Client)',
    audience: 'Kontotypen',
    created: 'Erstellt am',
  },
  clientIdOf: name => `Anwendungs-ID (Client) von ${name}`,
  empty: {
    all: 'In diesem Mandanten ist noch keine Anwendung registriert.',
    owned: 'Sie besitzen keine Anwendung. Die Anwendungen, die Sie registrieren, gehören Ihnen.',
    search:
      'Keine Anwendung passt. Ein Name wird an seinem Anfang gefunden, eine Anwendungs-ID (Client) als Ganzes.',
  },
};
