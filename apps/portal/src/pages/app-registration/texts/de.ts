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
  audiences: {
    AzureADMyOrg: {
      short: 'Einzelner Mandant',
      long: tenant => `Nur Konten in diesem Organisationsverzeichnis (nur ${tenant} – einzelner Mandant)`,
    },
    AzureADMultipleOrgs: {
      short: 'Mehrinstanzenfähig',
      long: () =>
        'Konten in einem beliebigen Organisationsverzeichnis (beliebiger Microsoft Entra ID-Mandant – mehrinstanzenfähig)',
    },
    AzureADandPersonalMicrosoftAccount: {
      short: 'Mehrinstanzenfähig und persönlich',
      long: () => 'Konten in einem beliebigen Organisationsverzeichnis und persönliche Microsoft-Konten',
    },
    PersonalMicrosoftAccount: {
      short: 'Persönlich',
      long: () => 'Nur persönliche Microsoft-Konten',
    },
  },
  name: 'Name',
  nameHint: 'Der Anzeigename dieser Anwendung. Er kann später geändert werden.',
  accountTypes: 'Unterstützte Kontotypen',
  accountTypesHint: 'Wer kann diese Anwendung verwenden oder auf diese API zugreifen?',
  platform: 'Plattform',
  platforms: {
    web: 'Web',
    spa: 'Single-Page-Anwendung (SPA)',
    publicClient: 'Öffentlicher Client/nativ (Mobil und Desktop)',
  },
  redirectUri: 'Umleitungs-URI',
  redirectUriFaults: {
    'not-an-address': 'Das ist keine Adresse. Sie sieht aus wie https://tool.contoso.com/auth.',
    'too-long': 'Eine Umleitungs-URI hat höchstens 256 Zeichen.',
    characters:
      'Eine Umleitungs-URI hat kein Leerzeichen, kein Fragment (#), keinen Platzhalter (*) und nur ASCII-Zeichen.',
    'not-secure': 'Sie muss mit https:// beginnen, oder mit http://localhost oder http://127.0.0.1.',
    credentials: 'Eine Umleitungs-URI hat keinen Benutzernamen und kein Kennwort.',
    scheme:
      'Dieses Schema öffnen Browser selbst. Verwenden Sie eines der Anwendung, zum Beispiel contoso-tool://auth.',
  },
  deletion: {
    title: 'Diese Anwendung löschen?',
    consequences: [
      'Sie erhält keine Token mehr, weder in diesem Mandanten noch in einem anderen. Ihre Token enden innerhalb einer Stunde.',
      'Ihre Clientgeheimnisse und Zertifikate werden gelöscht.',
      'Ihre Berechtigungen und die Zustimmung dazu in diesem Mandanten werden gelöscht.',
      'Neu registriert hat sie eine andere Client-ID: Wer sie verwendet, muss es erfahren, und Kunden müssen erneut zustimmen.',
    ],
    final: 'Das kann nicht rückgängig gemacht werden.',
    done: name => `${name} wurde gelöscht.`,
  },
};
