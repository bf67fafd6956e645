import type { en } from './en.ts';

export const sv: typeof en = {
  redirectUris: 'Omdirigerings-URI:er',
  redirectUrisHint:
    'Auktoriteten skickar svaret på en inloggning till dessa adresser och inga andra. Plattformen avgör hur programmet styrker sin identitet.',
  noRedirectUris: 'Det finns ingen. Ingen kan logga in i det här programmet i en webbläsare.',
  addRedirectUri: 'Lägg till en omdirigerings-URI',
  alreadyThere: 'Denna omdirigerings-URI är redan registrerad. Varje står en gång, under en plattform.',
  actions: 'Åtgärder',
  removeNamed: uri => `Ta bort ${uri}`,
  removeRedirectUri: 'Ta bort denna omdirigerings-URI?',
  removalConsequence: 'Inloggningar som vill ha svaret dit kommer att nekas:',
  logoutUrl: 'URL för utloggning via frontkanal',
  logoutUrlHint:
    'När en person loggar ut anropar webbläsaren denna adress, så att programmet avslutar sin egen session.',
  wrongLogoutUrl: 'Den måste börja med https://, eller med http://localhost eller http://127.0.0.1.',
  implicitGrant: 'Implicit beviljande och hybridflöden',
  implicitGrantHint:
    'Token direkt från auktoriseringsslutpunkten. Program som använder auktoriseringskod med PKCE behöver ingetdera.',
  issuesAccessTokens: 'Åtkomsttoken (används för implicita flöden)',
  issuesIdTokens: 'ID-token (används för implicita flöden och hybridflöden)',
  advanced: 'Avancerade inställningar',
  publicClientHint:
    'Enhetskodflöde samt användarnamn och lösenord, utan hemlighet: för program på en persons egen enhet, som inte kan bevara någon.',
  allowsPublicClientFlows: 'Tillåt offentliga klientflöden',
};
