import type { en } from './en.ts';

export const de: typeof en = {
  displayName: 'Anzeigename',
  clientId: 'Anwendungs-ID (Client)',
  objectId: 'Objekt-ID',
  tenantId: 'Verzeichnis-ID (Mandant)',
  created: 'Erstellt am',
  rename: 'Anwendung umbenennen',
  renameAction: 'Umbenennen',
  changeAccountTypes: 'Unterstützte Kontotypen ändern',
  changeAction: 'Ändern',
  closesOthersOut:
    'In anderen Mandanten erhält die Anwendung keine Token mehr. Die Zustimmung der dortigen Administratoren bleibt dort bestehen und gilt wieder, wenn die Anwendung wieder mehrinstanzenfähig ist.',
  nextSteps: 'Nächste Schritte',
  noPermission: 'Noch wird keine Berechtigung angefordert.',
  permissions: count =>
    count === 1 ? '1 Berechtigung wird angefordert.' : `${count} Berechtigungen werden angefordert.`,
  noCredential: 'Noch gibt es kein Geheimnis und kein Zertifikat.',
  credentials: count =>
    count === 1
      ? '1 Geheimnis oder Zertifikat ist vorhanden.'
      : `${count} Geheimnisse und Zertifikate sind vorhanden.`,
  endpoints: 'Endpunkte',
  endpointsHint: 'Die Adressen der Autorität, die dieser Anwendung ihre Token gibt.',
  endpointNames: {
    authority: 'Autoritäts-URL',
    authorizeV2: 'OAuth 2.0-Autorisierungsendpunkt (v2)',
    tokenV2: 'OAuth 2.0-Token-Endpunkt (v2)',
    deviceCode: 'OAuth 2.0-Geräteautorisierungsendpunkt (v2)',
    authorizeV1: 'OAuth 2.0-Autorisierungsendpunkt (v1)',
    tokenV1: 'OAuth 2.0-Token-Endpunkt (v1)',
    openIdConfiguration: 'OpenID Connect-Metadatendokument',
  },
  identifierUris: 'Anwendungs-ID-URIs',
  identifierUrisHint: 'So nennen andere Anwendungen diese, wenn sie selbst eine API ist.',
  noIdentifierUris: 'Keine. Das Manifest legt sie als identifierUris fest.',
};
