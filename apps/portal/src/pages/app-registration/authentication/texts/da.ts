import type { en } from './en.ts';

export const da: typeof en = {
  redirectUris: 'Omdirigerings-URI’er',
  redirectUrisHint:
    'Godkendelsestjenesten sender svaret på et logon til disse adresser og ingen andre. Platformen afgør, hvordan programmet legitimerer sig.',
  noRedirectUris: 'Der er ingen. Ingen kan logge på dette program i en browser.',
  addRedirectUri: 'Tilføj en omdirigerings-URI',
  alreadyThere: 'Denne omdirigerings-URI er allerede registreret. Hver står én gang, under én platform.',
  actions: 'Handlinger',
  removeNamed: uri => `Fjern ${uri}`,
  removeRedirectUri: 'Fjern denne omdirigerings-URI?',
  removalConsequence: 'Logon, der beder om svaret dér, bliver afvist:',
  logoutUrl: 'URL-adresse til logout via frontkanal',
  logoutUrlHint:
    'Når en person logger af, kalder browseren denne adresse, så programmet afslutter sin egen session.',
  wrongLogoutUrl: 'Den skal begynde med https:// eller med http://localhost eller http://127.0.0.1.',
  implicitGrant: 'Implicit tildeling og hybride flows',
  implicitGrantHint:
    'Tokens direkte fra godkendelsesslutpunktet. Programmer, der bruger godkendelseskode med PKCE, behøver ingen af dem.',
  issuesAccessTokens: 'Adgangstokens (bruges til implicitte flows)',
  issuesIdTokens: 'Id-tokens (bruges til implicitte og hybride flows)',
  advanced: 'Avancerede indstillinger',
  publicClientHint:
    'Enhedskodeflow samt brugernavn og adgangskode uden hemmelighed: til programmer på en persons egen enhed, som ikke kan gemme en.',
  allowsPublicClientFlows: 'Tillad offentlige klientflows',
};
