export const en = {
  lead: 'An application may call an API when it asks for a permission here and the permission is granted: by consent of an administrator, or of users for themselves.',
  configured: 'Configured permissions',
  others: 'Other permissions granted',
  othersLead:
    'These are granted but no longer configured. They work until their consent is revoked, and are not asked for in another tenant.',
  addPermission: 'Add a permission',
  grant: (tenant: string) => `Grant admin consent for ${tenant}`,
  nothingConfigured: 'This application asks for no permissions yet. Choose “Add a permission”.',
  nothingToGrant: 'Everything that is configured is granted.',
  permissionsOf: (api: string) => `Permissions of ${api}`,
  otherPermissionsOf: (api: string) => `Other permissions of ${api}`,
  columns: {
    permission: 'API / permission name',
    type: 'Type',
    description: 'Description',
    adminConsent: 'Admin consent required',
    status: 'Status',
    actions: 'Actions',
  },
  types: { Role: 'Application', Scope: 'Delegated' },
  yes: 'Yes',
  no: 'No',
  status: {
    granted: (tenant: string) => `Granted for ${tenant}`,
    'added-later': (_tenant: string) =>
      'Not granted: added since the last consent. It does nothing until consent is granted again',
    'not-granted': (tenant: string) => `Not granted for ${tenant}`,
    'asked-at-sign-in': (_tenant: string) => 'Not granted: each user is asked at sign-in',
    'granted-by-users': (_tenant: string) => 'Granted by some users, for themselves alone',
  },
  unknown: 'The API no longer offers this permission, or is not in this tenant.',
  addedLater: {
    title: (count: number) =>
      count === 1
        ? '1 permission was added since the last consent.'
        : `${count} permissions were added since the last consent.`,
    text: 'Tokens do not carry what was added until consent is granted again.',
  },
  actionsOf: (permission: string) => `Actions for ${permission}`,
  remove: {
    action: 'Remove permission',
    title: (permission: string) => `Remove ${permission}?`,
    text: 'The application no longer asks for this permission.',
    stillGranted:
      'Its consent stays until it is revoked: the permission will be listed under “Other permissions granted”, and works.',
    confirm: 'Remove',
    done: (permission: string) => `${permission} was removed.`,
  },
  revoke: {
    action: 'Revoke admin consent',
    title: (permission: string) => `Revoke the consent to ${permission}?`,
    text: 'New tokens no longer carry this permission. Tokens that exist already keep it until they end, at most an hour or so later.',
    confirm: 'Revoke',
    done: (permission: string) => `The consent to ${permission} was revoked.`,
  },
  consent: {
    title: (tenant: string) => `Grant admin consent for ${tenant}?`,
    text: 'These permissions are granted to the application, for everybody in the tenant:',
    confirm: 'Grant consent',
    done: (tenant: string) => `Consent is granted for ${tenant}.`,
  },
  whoCanHelp: {
    title: 'You may not grant consent.',
    rolesNeeded: (roles: string) => `Granting needs one of the directory roles ${roles}.`,
    graphRoles:
      'Application permissions of Microsoft Graph open the directory itself, and are granted by these roles alone.',
    ask: 'Send the link below to somebody who can, for example:',
    askAny: 'Send the link below to an administrator of your tenant.',
  },
  link: {
    title: 'Admin consent link',
    text: 'Whoever may grant consent opens this link, signs in, and sees what is asked for before accepting it.',
  },
  panel: {
    title: 'Request API permissions',
    selectApi: 'Select an API',
    tabs: {
      microsoft: 'Microsoft APIs',
      organization: 'APIs my organization uses',
      own: 'My APIs',
    },
    search: 'Search for an API',
    searchHint:
      'Start typing an API name or application ID. WindowsDefenderATP and Microsoft Threat Protection are not on the list until you type their name.',
    noneFound: 'No API of this tenant has that name or ID.',
    noneMicrosoft: 'This tenant has none of them.',
    noneOwn: 'None of your applications offers permissions to others.',
    otherApi: 'All APIs',
    typeQuestion: 'What type of permissions does your application require?',
    types: {
      Scope: { name: 'Delegated permissions', text: 'It calls the API as the user who is signed in.' },
      Role: {
        name: 'Application permissions',
        text: 'It runs as a background service or daemon, without a user who is signed in.',
      },
    },
    noneOfType: 'This API offers none.',
    searchPermissions: 'Search for a permission',
    noPermissionFound: 'No permission has these words in its name or description.',
    groupOf: (name: string, count: number) => `${name} (${count})`,
    needsAdmin: 'Admin consent required',
    needsNoAdmin: 'Users may consent for themselves',
    isConfigured: 'Already configured',
    opens: 'Needed for',
    add: 'Add permissions',
    chosen: (count: number) => (count === 1 ? '1 permission selected' : `${count} permissions selected`),
    done: (count: number) => (count === 1 ? '1 permission was added.' : `${count} permissions were added.`),
  },
};
