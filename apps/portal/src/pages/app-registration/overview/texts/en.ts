export const en = {
  displayName: 'Display name',
  clientId: 'Application (client) ID',
  objectId: 'Object ID',
  tenantId: 'Directory (tenant) ID',
  created: 'Created on',
  rename: 'Rename the application',
  renameAction: 'Rename',
  changeAccountTypes: 'Change the supported account types',
  changeAction: 'Change',
  closesOthersOut:
    'In other tenants the application gets no more tokens. What their administrators consented to stays there, and counts again when the application is multitenant again.',
  nextSteps: 'Next steps',
  noPermission: 'No permission is requested yet.',
  permissions: (count: number) =>
    count === 1 ? '1 permission is requested.' : `${count} permissions are requested.`,
  noCredential: 'There is no secret and no certificate yet.',
  credentials: (count: number) =>
    count === 1 ? '1 secret or certificate is there.' : `${count} secrets and certificates are there.`,
  endpoints: 'Endpoints',
  endpointsHint: 'The addresses of the authority that gives this application its tokens.',
  endpointNames: {
    authority: 'Authority URL',
    authorizeV2: 'OAuth 2.0 authorization endpoint (v2)',
    tokenV2: 'OAuth 2.0 token endpoint (v2)',
    deviceCode: 'OAuth 2.0 device authorization endpoint (v2)',
    authorizeV1: 'OAuth 2.0 authorization endpoint (v1)',
    tokenV1: 'OAuth 2.0 token endpoint (v1)',
    openIdConfiguration: 'OpenID Connect metadata document',
  },
  identifierUris: 'Application ID URIs',
  identifierUrisHint: 'What other applications call this one by, when it is an API itself.',
  noIdentifierUris: 'None. The manifest sets them, as identifierUris.',
};
