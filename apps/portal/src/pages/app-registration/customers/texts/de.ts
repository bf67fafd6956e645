import type { en } from './en.ts';

export const de: typeof en = {
  ownTenantOnly:
    'Diese Anwendung ist nur für den eigenen Mandanten und hat daher keine Kunden. Wählen Sie Konten in einem beliebigen Organisationsverzeichnis unter',
  consentLink: 'Zustimmungslink',
  consentLinkOf: name => `Zustimmungslink für ${name}`,
  linkText:
    'Senden Sie ihn an einen globalen Administrator des Kunden. Diese Person meldet sich an, sieht, was die Anwendung anfordert, akzeptiert und bekommt ihre Mandanten-ID gezeigt. Speichern Sie diese ID hier.',
  customers: 'Kunden',
  whoConsented: 'Wer zugestimmt hat',
  customer: 'Kunde',
  consent: 'Zustimmung',
  checked: 'Geprüft',
  actions: 'Aktionen',
  tenantId: 'Mandanten-ID des Kunden',
  tenantIdOf: name => `Mandanten-ID von ${name}`,
  name: 'Name des Kunden',
  add: 'Kunden hinzufügen',
  faults: {
    'no-guid': 'Eine Mandanten-ID ist eine GUID: 00000000-0000-0000-0000-000000000000.',
    'own-tenant': 'Das ist Ihr eigener Mandant. Dessen Zustimmung wird unter API-Berechtigungen erteilt.',
    'name-too-long': 'Höchstens 256 Zeichen.',
  },
  empty: 'Noch ist kein Kunde gespeichert.',
  check: 'Prüfen',
  checkOne: name => `Prüfen: ${name}`,
  checkAll: 'Alle prüfen',
  checkText:
    'Eine Prüfung fordert ein Token im Mandanten des Kunden an und liest die Rollen darin. Dazu gibt sie dieser Anwendung einen geheimen Clientschlüssel namens „Portal consent check“, verwendet ihn nur aus dem Speicher dieser Seite und entfernt ihn, sobald die Prüfung fertig ist; von selbst endet er nach zehn Minuten. Beides steht in Ihrem Überwachungsprotokoll. Der Kunde sieht den Versuch in seinen Anmeldeprotokollen. Delegierte Berechtigungen zeigen sich in einem solchen Token nicht.',
  checking: 'Wird geprüft …',
  notChecked: 'Noch nicht geprüft',
  secretEnds:
    'Steht ein Schlüssel namens „Portal consent check“ noch unter Zertifikate & Geheimnisse, entfernen Sie ihn dort; er endet von selbst innerhalb von zehn Minuten.',
  standings: {
    consented: 'Zugestimmt',
    drifted: 'Zustimmung passt nicht mehr',
    'not-consented': 'Nicht zugestimmt',
    disabled: 'Abgeschaltet',
    'unknown-tenant': 'Mandant unbekannt',
    throttled: 'Zu viele Versuche',
    failed: 'Nicht prüfbar',
  },
  missing: roles => `Es fehlt: ${roles}`,
  extra: roles => `Erteilt, aber nicht mehr angefordert: ${roles}`,
  refusals: {
    0: 'Der Server antwortet nicht. Versuchen Sie es noch einmal.',
    700016:
      'Die Anwendung ist nicht in diesem Mandanten: Niemand dort hat zugestimmt, oder die Zustimmung wurde zurückgenommen.',
    7000112:
      'Ein Administrator dort hat die Anwendung deaktiviert. Aktiviert wird sie unter Unternehmensanwendungen.',
    90002: 'Hier gibt es keinen Mandanten mit dieser ID. Fragen Sie den Kunden noch einmal danach.',
    900023: 'Das ist keine Mandanten-ID. Fragen Sie den Kunden noch einmal danach.',
    7000215: 'Der vorübergehende Schlüssel wurde während der Prüfung entfernt. Prüfen Sie noch einmal.',
    7000222: 'Der vorübergehende Schlüssel endete vor der Prüfung. Prüfen Sie noch einmal.',
    500011: 'Eine API, für die die Anwendung Berechtigungen anfordert, ist nicht in diesem Mandanten.',
    50001: 'Eine API, für die die Anwendung Berechtigungen anfordert, ist in diesem Mandanten abgeschaltet.',
    501051:
      'Eine API in diesem Mandanten verlangt zuerst eine zugewiesene Rolle, und die Anwendung hat keine.',
  },
  removeTitle: 'Diesen Kunden entfernen?',
  removeText:
    'Er wird nur von dieser Liste genommen: Seine Zustimmung besteht, bis ein Administrator dort die Anwendung entfernt.',
  removeOne: name => `Entfernen: ${name}`,
};
