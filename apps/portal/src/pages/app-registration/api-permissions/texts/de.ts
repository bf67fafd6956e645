import type { en } from './en.ts';

export const de: typeof en = {
  lead: 'Eine Anwendung darf eine API aufrufen, wenn sie hier eine Berechtigung anfordert und diese erteilt ist: durch die Zustimmung eines Administrators oder von Benutzern für sich selbst.',
  configured: 'Konfigurierte Berechtigungen',
  others: 'Andere erteilte Berechtigungen',
  othersLead:
    'Sie sind erteilt, aber nicht mehr konfiguriert. Sie wirken, bis die Zustimmung widerrufen wird, und werden in einem anderen Mandanten nicht angefordert.',
  addPermission: 'Berechtigung hinzufügen',
  grant: tenant => `Administratorzustimmung für ${tenant} erteilen`,
  nothingConfigured:
    'Diese Anwendung fordert noch keine Berechtigungen an. Wählen Sie „Berechtigung hinzufügen“.',
  nothingToGrant: 'Alles, was konfiguriert ist, ist erteilt.',
  permissionsOf: api => `Berechtigungen von ${api}`,
  otherPermissionsOf: api => `Andere Berechtigungen von ${api}`,
  columns: {
    permission: 'API-/Berechtigungsname',
    type: 'Typ',
    description: 'Beschreibung',
    adminConsent: 'Administratorzustimmung erforderlich',
    status: 'Status',
    actions: 'Aktionen',
  },
  types: { Role: 'Anwendung', Scope: 'Delegiert' },
  yes: 'Ja',
  no: 'Nein',
  status: {
    granted: tenant => `Erteilt für ${tenant}`,
    'added-later': () =>
      'Nicht erteilt: seit der letzten Zustimmung hinzugefügt. Sie bewirkt nichts, bis die Zustimmung erneut erteilt wird',
    'not-granted': tenant => `Nicht erteilt für ${tenant}`,
    'asked-at-sign-in': () => 'Nicht erteilt: jeder Benutzer wird bei der Anmeldung gefragt',
    'granted-by-users': () => 'Von einigen Benutzern nur für sich selbst erteilt',
  },
  unknown: 'Die API bietet diese Berechtigung nicht mehr an oder ist nicht in diesem Mandanten.',
  addedLater: {
    title: count =>
      count === 1
        ? '1 Berechtigung wurde seit der letzten Zustimmung hinzugefügt.'
        : `${count} Berechtigungen wurden seit der letzten Zustimmung hinzugefügt.`,
    text: 'Token enthalten das Hinzugefügte nicht, bis die Zustimmung erneut erteilt wird.',
  },
  actionsOf: permission => `Aktionen für ${permission}`,
  remove: {
    action: 'Berechtigung entfernen',
    title: permission => `${permission} entfernen?`,
    text: 'Die Anwendung fordert diese Berechtigung nicht mehr an.',
    stillGranted:
      'Die Zustimmung bleibt, bis sie widerrufen wird: Die Berechtigung steht dann unter „Andere erteilte Berechtigungen“ und wirkt.',
    confirm: 'Entfernen',
    done: permission => `${permission} wurde entfernt.`,
  },
  revoke: {
    action: 'Administratorzustimmung widerrufen',
    title: permission => `Zustimmung zu ${permission} widerrufen?`,
    text: 'Neue Token enthalten diese Berechtigung nicht mehr. Vorhandene Token behalten sie, bis sie ablaufen, höchstens etwa eine Stunde später.',
    confirm: 'Widerrufen',
    done: permission => `Die Zustimmung zu ${permission} wurde widerrufen.`,
  },
  consent: {
    title: tenant => `Administratorzustimmung für ${tenant} erteilen?`,
    text: 'Die Anwendung erhält diese Berechtigungen, für alle im Mandanten:',
    confirm: 'Zustimmung erteilen',
    done: tenant => `Die Zustimmung für ${tenant} ist erteilt.`,
  },
  whoCanHelp: {
    title: 'Sie dürfen keine Zustimmung erteilen.',
    rolesNeeded: roles => `Dafür ist eine der Verzeichnisrollen ${roles} nötig.`,
    graphRoles:
      'Anwendungsberechtigungen von Microsoft Graph öffnen das Verzeichnis selbst und werden nur von diesen Rollen erteilt.',
    ask: 'Senden Sie den Link unten an jemanden, der es kann, zum Beispiel:',
    askAny: 'Senden Sie den Link unten an einen Administrator Ihres Mandanten.',
  },
  link: {
    title: 'Link zur Administratorzustimmung',
    text: 'Wer Zustimmung erteilen darf, öffnet diesen Link, meldet sich an und sieht vor dem Akzeptieren, was angefordert wird.',
  },
  panel: {
    title: 'API-Berechtigungen anfordern',
    selectApi: 'API auswählen',
    tabs: {
      microsoft: 'Microsoft-APIs',
      organization: 'Von meiner Organisation verwendete APIs',
      own: 'Meine APIs',
    },
    search: 'Nach einer API suchen',
    searchHint:
      'Geben Sie den Anfang eines API-Namens oder eine Anwendungs-ID ein. WindowsDefenderATP und Microsoft Threat Protection stehen erst in der Liste, wenn Sie ihren Namen eingeben.',
    noneFound: 'Keine API dieses Mandanten hat diesen Namen oder diese ID.',
    noneMicrosoft: 'Dieser Mandant hat keine davon.',
    noneOwn: 'Keine Ihrer Anwendungen bietet anderen Berechtigungen an.',
    otherApi: 'Alle APIs',
    typeQuestion: 'Welche Art von Berechtigungen ist für Ihre Anwendung erforderlich?',
    types: {
      Scope: {
        name: 'Delegierte Berechtigungen',
        text: 'Sie ruft die API als der Benutzer auf, der angemeldet ist.',
      },
      Role: {
        name: 'Anwendungsberechtigungen',
        text: 'Sie läuft als Hintergrunddienst oder Daemon, ohne angemeldeten Benutzer.',
      },
    },
    noneOfType: 'Diese API bietet keine an.',
    searchPermissions: 'Nach einer Berechtigung suchen',
    noPermissionFound: 'Keine Berechtigung hat diese Wörter in Name oder Beschreibung.',
    groupOf: (name, count) => `${name} (${count})`,
    needsAdmin: 'Administratorzustimmung erforderlich',
    needsNoAdmin: 'Benutzer können für sich selbst zustimmen',
    isConfigured: 'Bereits konfiguriert',
    opens: 'Nötig für',
    add: 'Berechtigungen hinzufügen',
    chosen: count => (count === 1 ? '1 Berechtigung ausgewählt' : `${count} Berechtigungen ausgewählt`),
    done: count =>
      count === 1 ? '1 Berechtigung wurde hinzugefügt.' : `${count} Berechtigungen wurden hinzugefügt.`,
  },
};
