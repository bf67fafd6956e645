import type { en } from './en.ts';

export const sv: typeof en = {
  displayName: 'Visningsnamn',
  clientId: 'Program-ID (klient)',
  objectId: 'Objekt-ID',
  tenantId: 'Katalog-ID (klientorganisation)',
  created: 'Skapat den',
  rename: 'Byt namn på programmet',
  renameAction: 'Byt namn',
  changeAccountTypes: 'Ändra kontotyper som stöds',
  changeAction: 'Ändra',
  closesOthersOut:
    'I andra klientorganisationer får programmet inga fler token. Det som deras administratörer har medgett finns kvar där och gäller igen när programmet åter är för flera klientorganisationer.',
  nextSteps: 'Nästa steg',
  noPermission: 'Ingen behörighet begärs än.',
  permissions: count => (count === 1 ? '1 behörighet begärs.' : `${count} behörigheter begärs.`),
  noCredential: 'Det finns ingen hemlighet och inget certifikat än.',
  credentials: count =>
    count === 1 ? '1 hemlighet eller certifikat finns.' : `${count} hemligheter och certifikat finns.`,
  endpoints: 'Slutpunkter',
  endpointsHint: 'Adresserna till den auktoritet som ger programmet dess token.',
  endpointNames: {
    authority: 'Auktoritetens URL',
    authorizeV2: 'OAuth 2.0-auktoriseringsslutpunkt (v2)',
    tokenV2: 'OAuth 2.0-tokenslutpunkt (v2)',
    deviceCode: 'OAuth 2.0-slutpunkt för enhetsauktorisering (v2)',
    authorizeV1: 'OAuth 2.0-auktoriseringsslutpunkt (v1)',
    tokenV1: 'OAuth 2.0-tokenslutpunkt (v1)',
    openIdConfiguration: 'OpenID Connect-metadatadokument',
  },
  identifierUris: 'URI:er för program-ID',
  identifierUrisHint: 'Det som andra program kallar detta, när det självt är ett API.',
  noIdentifierUris: 'Inga. De anges i manifestet som identifierUris.',
};
