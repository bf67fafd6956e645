import type { en } from './en.ts';

export const de: typeof en = {
  title: 'Tokenprüfer',
  lead: 'Fügen Sie ein Token ein: was es sagt, ob es echt ist und für welche Aufrufe es taugt. Es bleibt auf dieser Seite: Geholt werden nur die öffentlichen Schlüssel dieses Servers und die Namen zu den IDs darin.',
  token: 'Token',
  tokenHint: 'Mit oder ohne „Bearer“ davor; Zeilenumbrüche stören nicht.',
  clear: 'Leeren',
  unreadable: {
    'too-long': characters =>
      `Dieser Text hat ${characters} Zeichen: zu viele für ein Token. Ein Token ist eine Zeile von etwa 1.000 bis 3.000.`,
    'not-a-token': parts =>
      `Das ist kein signiertes Token (JWT): Es hat drei Teile in Base64url mit Punkten dazwischen, dieses hat ${parts}. Ein Aktualisierungstoken, ein Autorisierungscode oder ein geheimer Clientschlüssel ist keines, und ein abgeschnittenes Token auch nicht.`,
    encrypted:
      'Dieses Token ist verschlüsselt (JWE): Nur die API, für die es ist, kann hineinsehen. Unten steht sein Header, der es nicht ist.',
  },
  glance: 'Auf einen Blick',
  kind: 'Was es ist',
  kinds: {
    application: 'Ein Zugriffstoken im Anwendungskontext: eine Anwendung im eigenen Namen',
    user: 'Ein Zugriffstoken im Benutzerkontext: eine Anwendung für einen angemeldeten Benutzer',
    'id-token': 'Ein ID-Token: Es sagt einer Anwendung, wer sich angemeldet hat, und öffnet keine API',
    assertion: 'Eine Clientzusicherung: der Nachweis einer Anwendung am Tokenendpunkt',
    other: 'Ein signiertes Token anderer Art',
  },
  application: 'Anwendung',
  user: 'Benutzer',
  tenant: 'Mandant',
  ownTenant: name => `${name} (Ihrer)`,
  customer: name => `${name} (ein Kunde)`,
  otherTenant: 'ein anderer Mandant als Ihrer',
  audience: 'Für',
  validity: 'Gültigkeit',
  stages: {
    timeless: 'Es sagt nicht, bis wann es gilt.',
    'not-yet': 'Gilt noch nicht.',
    valid: 'Gültig.',
    soon: 'Läuft in weniger als fünf Minuten ab.',
    expired: 'Abgelaufen.',
  },
  countdown: {
    timeless: () => '',
    'not-yet': clock => `in ${clock}`,
    valid: clock => `noch ${clock}`,
    soon: clock => `noch ${clock}`,
    expired: clock => `vor ${clock}`,
  },
  signature: 'Signatur',
  signatures: {
    checking: 'Wird geprüft …',
    good: 'Gut: Ein Schlüssel dieses Servers hat sie erstellt, und seither wurde nichts geändert.',
    changed: 'Falsch: Das Token wurde nach dem Signieren geändert oder nicht ganz kopiert.',
    'unknown-key':
      'Schlüssel unbekannt: Dieser Server veröffentlicht den genannten Schlüssel nicht. Das Token ist sehr alt oder anderswo entstanden.',
    'other-server':
      'Nicht von diesem Server: Eine andere Autorität hat es erstellt, die Cloud von Microsoft oder ein anderes Vakt. Deren Schlüssel sind hier nicht bekannt.',
    none: 'Keine: Das Token ist nicht signiert (alg: none). So etwas kann jeder schreiben; keine API nimmt es an.',
    'other-algorithm':
      'Nicht geprüft: Es ist nicht mit RS256 signiert, und kein anderes Verfahren wird angenommen.',
    'critical-extension': 'Nicht angenommen: Der Header verlangt eine Erweiterung (crit).',
  },
  otherName: issuer =>
    `Es nennt ${issuer} als Aussteller; unter dem Namen, den Sie jetzt benutzen, nennt sich der Server anders.`,
  may: 'Für welche Aufrufe es taugt',
  operation: 'Aufruf',
  noOperation: 'Kein Aufruf heißt so.',
  verdict: {
    may: call => `Darf ${call} aufrufen.`,
    mayNot: (call, status) => `Darf ${call} nicht aufrufen: Der Server antwortet ${status}.`,
    unknownPlan: plans => `Sein Mandant braucht einen dieser Pläne: ${plans}.`,
    otherTenant: 'Es öffnet die Daten seines eigenen Mandanten, nicht die Ihren.',
    mendAt: place => `Beheben: ${place}`,
  },
  obstacles: {
    tooLong: 'Der Server nimmt kein Token mit mehr als 16.384 Zeichen an.',
    signature: 'Die Signatur ist nicht gut; siehe oben. Holen Sie ein Token von diesem Server.',
    noTimes: 'Es sagt nicht, von wann bis wann es gilt (nbf, exp).',
    expired: time => `Es ist am ${time} abgelaufen. Holen Sie ein neues Token; eines gilt eine Stunde.`,
    notYet: time => `Es gilt nicht vor ${time}. Prüfen Sie die Uhren.`,
    idToken:
      'Es ist ein ID-Token. Senden Sie das access_token derselben Antwort; fragen Sie dafür nach einem Scope der API.',
    notAnAccessToken:
      'Es ist kein Zugriffstoken für diese APIs, die Version 1.0 annehmen. Es ist für jemandes eigene API.',
    issuer: (issuer, expected) =>
      `Sein Aussteller ist ${issuer}; für seinen Mandanten müsste es ${expected} sein.`,
    audience: audience =>
      `Es ist für ${audience}, nicht für diese API. Fragen Sie nach einem Token mit diesem Scope:`,
    scope: 'Scope',
    applicationPermission: (anyOf, held) =>
      `In roles fehlt die Anwendungsberechtigung ${anyOf}. Darin sind: ${held}. Fügen Sie die Berechtigung hinzu, erteilen Sie die Administratorzustimmung und holen Sie dann ein neues Token: Dieses bleibt, wie es ist.`,
    delegatedPermission: (anyOf, held) =>
      `In scp fehlt die delegierte Berechtigung ${anyOf}. Darin sind: ${held}. Fügen Sie die Berechtigung hinzu, erteilen Sie die Zustimmung und melden Sie sich dann erneut an: Dieses Token bleibt, wie es ist.`,
    userRole: anyOf => `Der Benutzer braucht eine der Verzeichnisrollen ${anyOf}.`,
    plan: (plan, anyOf) => `Der Plan des Mandanten ist ${plan}; der Aufruf braucht ${anyOf}.`,
    or: 'oder',
  },
  claims: 'Ansprüche (Claims)',
  header: 'Header',
  name: 'Name',
  value: 'Wert',
  explanation: 'Was es bedeutet',
  more: characters => `… und ${characters} weitere Zeichen`,
};
