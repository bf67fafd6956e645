import type { en } from './en.ts';

export const da: typeof en = {
  displayName: 'Visningsnavn',
  clientId: 'Program-id (klient)',
  objectId: 'Objekt-id',
  tenantId: 'Mappe-id (lejer)',
  created: 'Oprettet den',
  rename: 'Omdøb programmet',
  renameAction: 'Omdøb',
  changeAccountTypes: 'Rediger understøttede kontotyper',
  changeAction: 'Rediger',
  closesOthersOut:
    'I andre lejere får programmet ikke flere tokens. Det, deres administratorer gav samtykke til, bliver stående dér og gælder igen, når programmet igen er for flere lejere.',
  nextSteps: 'Næste trin',
  noPermission: 'Der anmodes endnu ikke om nogen tilladelse.',
  permissions: count =>
    count === 1 ? 'Der anmodes om 1 tilladelse.' : `Der anmodes om ${count} tilladelser.`,
  noCredential: 'Der er endnu ingen hemmelighed og intet certifikat.',
  credentials: count =>
    count === 1 ? 'Der er 1 hemmelighed eller certifikat.' : `Der er ${count} hemmeligheder og certifikater.`,
  endpoints: 'Slutpunkter',
  endpointsHint: 'Adresserne på den godkendelsestjeneste, der giver programmet dets tokens.',
  endpointNames: {
    authority: 'URL-adresse til autoritet',
    authorizeV2: 'OAuth 2.0-godkendelsesslutpunkt (v2)',
    tokenV2: 'OAuth 2.0-tokenslutpunkt (v2)',
    deviceCode: 'OAuth 2.0-slutpunkt til enhedsgodkendelse (v2)',
    authorizeV1: 'OAuth 2.0-godkendelsesslutpunkt (v1)',
    tokenV1: 'OAuth 2.0-tokenslutpunkt (v1)',
    openIdConfiguration: 'OpenID Connect-metadatadokument',
  },
  identifierUris: 'URI’er for program-id',
  identifierUrisHint: 'Det, som andre programmer kalder dette, når det selv er en API.',
  noIdentifierUris: 'Ingen. De angives i manifestet som identifierUris.',
};
