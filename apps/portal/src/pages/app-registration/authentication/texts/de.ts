import type { en } from './en.ts';

export const de: typeof en = {
  redirectUris: 'Umleitungs-URIs',
  redirectUrisHint:
    'Die Autorität sendet die Antwort auf eine Anmeldung an diese Adressen und an keine anderen. Die Plattform bestimmt, wie sich die Anwendung ausweist.',
  noRedirectUris: 'Es gibt keine. Niemand kann sich in einem Browser bei dieser Anwendung anmelden.',
  addRedirectUri: 'Umleitungs-URI hinzufügen',
  alreadyThere: 'Diese Umleitungs-URI ist schon registriert. Jede steht einmal, unter einer Plattform.',
  actions: 'Aktionen',
  removeNamed: uri => `${uri} entfernen`,
  removeRedirectUri: 'Diese Umleitungs-URI entfernen?',
  removalConsequence: 'Anmeldungen, die ihre Antwort dorthin wollen, werden abgelehnt:',
  logoutUrl: 'URL für Front-Channel-Abmeldung',
  logoutUrlHint:
    'Wenn sich eine Person abmeldet, ruft ihr Browser diese Adresse auf, damit die Anwendung ihre eigene Sitzung beendet.',
  wrongLogoutUrl: 'Sie muss mit https:// beginnen, oder mit http://localhost oder http://127.0.0.1.',
  implicitGrant: 'Implizite Genehmigung und Hybridflows',
  implicitGrantHint:
    'Token direkt vom Autorisierungsendpunkt. Anwendungen, die den Autorisierungscode mit PKCE verwenden, brauchen keines davon.',
  issuesAccessTokens: 'Zugriffstoken (für implizite Flows)',
  issuesIdTokens: 'ID-Token (für implizite und Hybridflows)',
  advanced: 'Erweiterte Einstellungen',
  publicClientHint:
    'Gerätecodeflow sowie Benutzername und Kennwort, ohne Geheimnis: für Anwendungen auf dem eigenen Gerät einer Person, die keines bewahren können.',
  allowsPublicClientFlows: 'Öffentliche Clientflows zulassen',
};
