import type { en } from './en.ts';

export const de: typeof en = {
  title: 'Benutzer',
  lead: 'Die Menschen des Mandanten: Mitglieder und Gäste anderer Mandanten.',
  newUser: 'Neuer Benutzer',
  search: 'Anfang eines Namens oder Objekt-ID',
  columns: {
    name: 'Name',
    userPrincipalName: 'Benutzerprinzipalname',
    type: 'Benutzertyp',
    state: 'Konto',
    roles: 'Verzeichnisrollen',
  },
  types: { Member: 'Mitglied', Guest: 'Gast' },
  anyType: 'Mitglieder und Gäste',
  enabled: 'Aktiviert',
  disabled: 'Deaktiviert',
  anyState: 'Aktivierte und deaktivierte',
  empty: 'Es gibt keinen Benutzer dieser Art.',
  displayName: 'Anzeigename',
  localPart: 'Benutzerprinzipalname',
  localPartHint: 'Womit sich der Benutzer anmeldet.',
  localPartRule: 'Buchstaben, Ziffern und . _ - ! ^ ~ ’ – höchstens 64, ohne Punkt am Anfang oder am Ende.',
  domain: 'Domäne',
  password: 'Kennwort',
  makePassword: 'Ein Kennwort erzeugen',
  givePassword: 'Ein Kennwort angeben',
  newPassword: 'Neues Kennwort',
  passwordRule: (least, most) => `${least} bis ${most} Zeichen.`,
  create: 'Erstellen',
  created: name => `${name} wurde erstellt`,
  passwordOnce:
    'Das Kennwort wird nur jetzt angezeigt. Kopieren Sie es und geben Sie es dem Benutzer auf sicherem Weg.',
  toUser: 'Zum Benutzer',
  another: 'Weiteren Benutzer erstellen',
  unknown: 'Benutzer',
  profile: {
    objectId: 'Objekt-ID',
    mail: 'E-Mail',
    created: 'Erstellt',
    sessionsFrom: 'Anmeldungen gelten ab',
    account: 'Konto',
  },
  you: 'Das sind Sie.',
  signInLogs: 'Anmeldeprotokolle',
  showSignIns: 'Anmeldungen des Benutzers',
  enable: 'Konto aktivieren',
  disable: 'Konto deaktivieren',
  disableTitle: name => `${name} deaktivieren?`,
  disableText:
    'Der Benutzer kann sich nicht mehr anmelden, und Token werden nicht mehr erneuert. Alles andere bleibt.',
  resetPassword: 'Kennwort zurücksetzen',
  resetPasswordTitle: name => `Das Kennwort von ${name} zurücksetzen?`,
  resetPasswordText: 'Das alte Kennwort und jede Anmeldung damit enden sofort.',
  passwordWasReset: 'Das Kennwort wurde zurückgesetzt',
  revokeSessions: 'Sitzungen widerrufen',
  revokeSessionsTitle: name => `Die Sitzungen von ${name} widerrufen?`,
  revokeSessionsText:
    'Der Benutzer muss sich überall neu anmelden. Ausgestellte Zugriffstoken gelten, bis sie ablaufen.',
  sessionsRevoked: 'Die Sitzungen wurden widerrufen.',
  accountEnabled: 'Das Konto ist aktiviert.',
  accountDisabled: 'Das Konto ist deaktiviert.',
  deleteTitle: name => `${name} löschen?`,
  deleteText:
    'Der Benutzer, die Rollen und alles, was ihm erteilt wurde, sind sofort weg; es gibt keinen Papierkorb.',
  userDeleted: name => `${name} wurde gelöscht.`,
  roles: 'Verzeichnisrollen',
  rolesLead: 'Was der Benutzer verwalten darf. Eine Änderung zählt ab dem nächsten Token.',
  roleColumns: { role: 'Rolle', meaning: 'Was sie erlaubt', action: 'Aktion' },
  noRoles:
    'Der Benutzer hat keine Verzeichnisrolle: liest das Verzeichnis, registriert Anwendungen, verwaltet die eigenen.',
  addRole: 'Zuweisung hinzufügen',
  addRoleTitle: 'Eine Verzeichnisrolle hinzufügen',
  role: 'Rolle',
  allRoles: 'Der Benutzer hat jede Rolle.',
  roleAdded: role => `${role} wurde zugewiesen.`,
  removeRole: role => `${role} entfernen`,
  removeRoleTitle: role => `${role} entfernen?`,
  removeRoleText: 'Was die Rolle erlaubt, wird ab dem nächsten Token abgelehnt.',
  roleRemoved: role => `${role} wurde entfernt.`,
  roleMeanings: {
    '62e90394-69f5-4237-9190-012177145e10':
      'Kann alles im Mandanten und in den Diensten verwalten, die seine Identitäten nutzen.',
    'e8611ab8-c189-46e8-94e1-60213ab1f814':
      'Kann Verzeichnisrollen zuweisen und Anwendungen jede Berechtigung erteilen.',
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3':
      'Kann alle Anwendungen registrieren und verwalten und ihnen alles außer Anwendungsberechtigungen von Microsoft Graph erteilen.',
    '158c047a-c907-4556-b7ef-446551a6b5f7':
      'Kann alle Anwendungen registrieren und verwalten und ihnen alles außer Anwendungsberechtigungen von Microsoft Graph erteilen.',
    '194ae4cb-b126-40b2-bd5b-6091b380977d':
      'Kann Sicherheitsinformationen lesen und die Sicherheitsdienste verwalten.',
    '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f':
      'Kann Sicherheitsinformationen lesen und auf Sicherheitsereignisse reagieren.',
    '112ca1a2-15ad-4102-995e-45b0bc479a6a':
      'Kann Mandanten erstellen, deren erster Global Administrator jemand Neues ist.',
    '5d6b6bb7-de71-4623-b4af-96380a352509': 'Kann Sicherheitsinformationen lesen.',
  },
};
