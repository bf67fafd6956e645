import type { en } from './en.ts';

export const de: typeof en = {
  lead: 'Die Anforderung eines Tokens mit den IDs dieser Anwendung, fertig zum Kopieren. Es steht kein Geheimnis darin.',
  loading: 'Die Berechtigungen werden gelesen.',
  noApi: 'Diese Anwendung fordert noch keine Berechtigungen an; ein Token würde nichts öffnen.',
  addPermissions: 'API-Berechtigungen',
  api: 'API',
  signIn: 'Wer meldet sich an',
  signIns: {
    secret: 'Die Anwendung, mit geheimem Clientschlüssel',
    certificate: 'Die Anwendung, mit Zertifikat',
    browser: 'Ein Benutzer, im Browser (Autorisierungscode mit PKCE)',
    'device-code': 'Ein Benutzer, mit Gerätecode',
    password: 'Ein Benutzer, mit Name und Kennwort',
  },
  redirectUri: 'Umleitungs-URI',
  tenant: 'Mandant',
  ownTenant: name => `${name} (dieser Mandant)`,
  otherTenant: 'Ein anderer Mandant',
  tenantId: 'Mandanten-ID',
  notAGuid: 'Eine Mandanten-ID ist eine GUID: 00000000-0000-0000-0000-000000000000.',
  trustsAlready: 'Der ausführende Rechner vertraut dem Zertifikat dieses Servers schon',
  language: 'Sprache',
  snippet: language => `Anforderung in ${language}`,
  inPageOnly:
    'Einen Code für eine Single-Page-Anwendung kann nur deren eigene Seite einlösen: Wählen Sie TypeScript oder einen anderen Umleitungs-URI.',
  before: 'Vor dem Ausführen',
  requirements: {
    VAKT_CLIENT_SECRET: 'Setzen Sie diese Umgebungsvariable auf den Wert eines geheimen Clientschlüssels.',
    VAKT_CLIENT_CERTIFICATE:
      'Setzen Sie diese Umgebungsvariable auf den Pfad einer PEM-Datei mit dem Zertifikat und seinem privaten Schlüssel.',
    VAKT_USERNAME: 'Setzen Sie diese Umgebungsvariable auf den Anmeldenamen des Benutzers.',
    VAKT_PASSWORD: 'Setzen Sie diese Umgebungsvariable auf das Kennwort des Benutzers.',
    download: file =>
      `Laden Sie ${file}, die Zertifizierungsstelle dieses Servers, dorthin, wo Sie sie ausführen.`,
    trust: name => `Setzen Sie ${name}, bevor das Programm startet, damit es diesem Server vertraut:`,
    trustWindows: 'Unter Windows: Vertrauen Sie diesem Server, einmal:',
    trustUnix: name => `Unter Linux und macOS: Setzen Sie ${name}, bevor PowerShell startet:`,
    packages: 'Installieren Sie, was nötig ist:',
    run: file => `Speichern Sie sie als ${file} und führen Sie sie aus:`,
  },
  downloadAction: 'Herunterladen',
  value: name => `Wert von ${name}`,
  command: 'Befehl',
  notes: {
    noSecret: 'Diese Anwendung hat keinen gültigen geheimen Clientschlüssel. Fügen Sie einen hinzu:',
    noRoles: api =>
      `Die Anwendung fordert für ${api} keine Anwendungsberechtigungen an: Das Token enthält keine Rollen, und Aufrufe werden abgelehnt. Fügen Sie eine hinzu:`,
    noScopes: api =>
      `Die Anwendung fordert für ${api} keine delegierten Berechtigungen an: Für einen Benutzer darf sie nichts tun. Fügen Sie eine hinzu:`,
    noCall: 'Kein Aufruf passt zu diesen Berechtigungen; das Token wird ausgegeben.',
    customer: 'Das Token wirkt, wenn ein Administrator jenes Mandanten zugestimmt hat. Wer das hat:',
    password:
      'Name und Kennwort eines Benutzers in einem Programm sind ein Risiko, und es gibt keinen zweiten Faktor. Nehmen Sie Gerätecode oder den Browser, wo Sie können.',
  },
};
