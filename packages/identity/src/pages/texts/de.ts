import { type Html, html } from '../html.ts';
import type { Texts } from './en.ts';

/** Every sentence of the pages, in German. */
export const de: Texts = {
  brand: {
    problem: 'Fehler',
    footer: 'Vakt, selbst betrieben. Prüfen Sie die Adresse dieser Seite, bevor Sie ein Kennwort eingeben.',
  },
  actions: {
    cancel: 'Abbrechen',
    continue: 'Weiter',
    accept: 'Akzeptieren',
    useAnother: 'Anderes Konto verwenden',
    signOut: 'Abmelden',
  },
  account: {
    signedInAs: 'Angemeldet als',
  },
  signIn: {
    title: 'Anmelden',
    toApplication: (application: Html) => html`um mit ${application} fortzufahren`,
    toOrganization: (organization: Html) => html`Sie melden sich bei ${organization} an.`,
    username: 'Benutzername',
    usernameHint: 'Zum Beispiel alex@contoso.com',
    password: 'Kennwort',
    remember: 'Auf diesem Gerät angemeldet bleiben',
    submit: 'Anmelden',
    problems: {
      'wrong-password':
        'Der Benutzername oder das Kennwort ist falsch. Prüfen Sie beides, und versuchen Sie es noch einmal.',
      'unknown-account':
        'Hier gibt es kein Konto mit diesem Benutzernamen. Prüfen Sie die Schreibweise, oder verwenden Sie ein anderes Konto.',
      locked:
        'Dieses Konto ist nach zu vielen falschen Kennwörtern vorübergehend gesperrt. Warten Sie eine Minute, und versuchen Sie es noch einmal.',
      disabled:
        'Dieses Konto ist deaktiviert. Bitten Sie einen Administrator Ihrer Organisation, es zu aktivieren.',
      'no-password':
        'Dieses Konto hat noch kein Kennwort. Bitten Sie einen Administrator Ihrer Organisation, eines festzulegen.',
      'not-in-tenant':
        'Dieses Konto gehört nicht zu der Organisation, bei der Sie sich anmelden. Verwenden Sie ein anderes Konto, oder bitten Sie deren Administrator um eine Einladung.',
      'missing-fields': 'Geben Sie Ihren Benutzernamen und Ihr Kennwort ein.',
      'too-many':
        'Von Ihrer Adresse kamen zu viele Versuche. Warten Sie einige Minuten, und versuchen Sie es noch einmal.',
    },
  },
  picker: {
    title: 'Konto auswählen',
    signedIn: 'Angemeldet',
    signedOut: 'Abgemeldet',
  },
  verification: {
    title: 'Bestätigen Sie Ihre Identität',
    explanation:
      'Öffnen Sie Ihre Authentifizierungs-App, und geben Sie den Code ein, den sie für dieses Konto anzeigt.',
    code: 'Prüfcode',
    codeHint: 'Sechs Ziffern; alle 30 Sekunden ein neuer Code',
    submit: 'Bestätigen',
    problems: {
      'wrong-code':
        'Der Code ist falsch oder nicht mehr gültig. Warten Sie auf den nächsten, und geben Sie diesen ein.',
      locked:
        'Es wurden zu viele falsche Codes eingegeben. Warten Sie eine Minute, und versuchen Sie es noch einmal.',
    },
  },
  consent: {
    title: 'Angeforderte Berechtigungen',
    forOrganization: (application: Html, organization: Html) =>
      html`${application} fordert diese Berechtigungen für die gesamte Organisation ${organization} an. Wenn Sie akzeptieren, gelten sie für alle in der Organisation, und niemand sonst wird gefragt.`,
    forUser: (application: Html) => html`${application} fordert diese Berechtigungen an:`,
    applicationId: 'Anwendungs-ID',
    publisher: 'Herausgeber',
    ownOrganization: 'Ihre eigene Organisation',
    unverified:
      'Nicht überprüft: Vakt kann nicht dafür bürgen, wer das ist. Akzeptieren Sie nur, wenn Sie den Herausgeber kennen und ihm vertrauen.',
    permissions: 'Berechtigungen',
    role: 'Handelt selbstständig, ohne dass jemand angemeldet ist',
    scope: 'Handelt im Namen der angemeldeten Person',
    noDescription: 'Die Ressource beschreibt diese Berechtigung nicht.',
    organizationCheckbox: 'Zustimmung im Namen Ihrer Organisation',
    organizationHint:
      'Die Zustimmung gilt dann für alle in Ihrer Organisation, und niemand sonst wird gefragt.',
    returnsTo: (host: Html) => html`Nach Ihrer Antwort gelangen Sie zu ${host}.`,
    trust:
      'Akzeptieren Sie nur, was Sie erwarten. Ein Administrator kann die Zustimmung jederzeit zurücknehmen.',
  },
  approval: {
    title: 'Ein Administrator muss zustimmen',
    explanation: (application: Html, organization: Html) =>
      html`${application} fordert in ${organization} Berechtigungen an, die nur ein Administrator erteilen kann.`,
    permissions: 'Berechtigungen, für die ein Administrator nötig ist',
    whoHelps: 'Wer helfen kann',
    whatToDo:
      'Bitten Sie einen Administrator Ihrer Organisation, dieser Anwendung zuzustimmen, und melden Sie sich dann noch einmal an.',
    haveAdminAccount: 'Haben Sie selbst ein Administratorkonto? Melden Sie sich damit an.',
    useAnother: 'Mit anderem Konto anmelden',
    back: 'Zurück zur Anwendung',
    code: 'Fehlercode',
  },
  granted: {
    title: 'Zustimmung erteilt',
    forOrganization: (application: Html, organization: Html) =>
      html`${application} hat nun diese Berechtigungen in der gesamten Organisation ${organization}:`,
    forUser: (application: Html, organization: Html) =>
      html`${application} hat nun in Ihrem Namen diese Berechtigungen in ${organization}:`,
    tenantId: 'Mandanten-ID zum Weitergeben',
    tenantIdHint: 'Markieren und kopieren Sie sie.',
    next: 'Wie es weitergeht',
    handOver: (publisher: Html) =>
      html`Geben Sie die Mandanten-ID an ${publisher} weiter. Damit und mit ihrem eigenen Geheimnis oder Zertifikat erhält die Anwendung Token für Ihre Organisation.`,
    revoke:
      'Um die Zustimmung zurückzunehmen, entfernt ein Administrator die Anwendung aus Ihrer Organisation.',
    close: 'Sie können diese Seite schließen.',
  },
  device: {
    title: 'Auf einem anderen Gerät anmelden',
    explanation: 'Geben Sie den Code ein, den Ihr Gerät oder Ihre Befehlszeile anzeigt.',
    code: 'Code',
    warning:
      'Geben Sie nur einen Code ein, den Sie selbst angefordert haben. Wer Ihnen einen Code schickt, will Ihr Konto benutzen: Brechen Sie dann hier ab.',
    problems: {
      unknown: 'Dieser Code ist nicht bekannt. Vergleichen Sie jedes Zeichen mit dem Code auf Ihrem Gerät.',
      expired:
        'Dieser Code ist abgelaufen. Beginnen Sie auf Ihrem Gerät von vorn, um einen neuen zu erhalten.',
      used: 'Dieser Code wurde bereits verwendet. Beginnen Sie auf Ihrem Gerät von vorn, um einen neuen zu erhalten.',
      'too-many': 'Es gab zu viele Versuche. Warten Sie einige Minuten, und versuchen Sie es noch einmal.',
    },
    confirmTitle: 'Sind Sie das?',
    confirm: (application: Html) =>
      html`Sie sind dabei, sich auf einem anderen Gerät bei ${application} anzumelden.`,
    application: 'Anwendung',
    organization: 'Organisation',
    requestedFrom: 'Angefordert von der Adresse',
    shownCode: 'Code',
    doneTitle: 'Sie sind angemeldet',
    done: (application: Html) =>
      html`${application} ist nun auf Ihrem anderen Gerät angemeldet. Sie können diese Seite schließen.`,
    declinedTitle: 'Anmeldung abgebrochen',
    declined: (application: Html) =>
      html`${application} wurde nicht angemeldet. Sie können diese Seite schließen.`,
  },
  signedOut: {
    title: 'Sie sind abgemeldet',
    explanation: 'Schließen Sie alle Fenster des Browsers, wenn andere diesen Computer benutzen.',
    signInAgain: 'Wieder anmelden',
  },
  ownAccount: {
    title: 'Ihr Konto',
    name: 'Name',
    username: 'Benutzername',
    organization: 'Organisation',
    twoStep: 'Überprüfung in zwei Schritten',
    off: 'Aus. Ihr Kennwort allein genügt zum Anmelden.',
    on: 'Ein. Sie melden sich mit Ihrem Kennwort und einem Code aus Ihrer Authentifizierungs-App an.',
    enrol: 'Einschalten',
    scan: 'Scannen Sie das Bild mit einer Authentifizierungs-App, oder geben Sie den Schlüssel darin ein. Geben Sie dann den Code ein, den die App anzeigt.',
    qrLabel: 'QR-Code mit dem Schlüssel, der darunter steht',
    key: 'Schlüssel',
    confirm: 'Bestätigen',
    removeExplanation: 'Zum Ausschalten geben Sie einen Code aus Ihrer Authentifizierungs-App ein.',
    remove: 'Ausschalten',
    notices: {
      enrolled: 'Die Überprüfung in zwei Schritten ist eingeschaltet.',
      removed: 'Die Überprüfung in zwei Schritten ist ausgeschaltet.',
    },
  },
  refusal: {
    title: 'Diese Anmeldung kann nicht fortgesetzt werden',
    whatToDo: 'Was Sie tun können',
    details: 'Für alle, die Ihnen helfen',
    code: 'Fehlercode',
    message: 'Meldung',
    traceId: 'Ablaufverfolgungs-ID',
    correlationId: 'Korrelations-ID',
    timestamp: 'Zeitstempel',
    advice: {
      otherwise:
        'Gehen Sie zurück zur Anwendung, und versuchen Sie es noch einmal. Geschieht es wieder, schicken Sie die Angaben unten an deren Entwickler oder an Ihren Administrator.',
      redirectUri:
        'Die Anwendung hat eine Rückkehradresse gesendet, die nicht zu ihren registrierten Umleitungs-URIs gehört. Der Entwickler muss genau diese Adresse registrieren oder eine registrierte senden.',
      unknownApplication:
        'Die Anwendung ist in dieser Organisation nicht bekannt. Prüfen Sie die Anwendungs-ID und den Mandanten im Link, oder bitten Sie einen Administrator, ihr zuerst zuzustimmen.',
      malformed:
        'Der Link oder die Anforderung ist unvollständig. Beginnen Sie in der Anwendung von vorn; ihr Entwickler erkennt an der Meldung unten, was fehlt.',
      tenant:
        'Die Organisation im Link ist hier nicht bekannt. Prüfen Sie die Mandanten-ID oder die Domäne darin.',
      singleTenant:
        'Die Anwendung ist nur für eine Organisation registriert, und der Link nennt keine. Ihr Entwickler trägt die Mandanten-ID in den Link ein oder öffnet die Anwendung für alle Organisationen.',
      account:
        'Melden Sie sich mit einem Konto dieser Organisation an, oder bitten Sie deren Administrator um eine Einladung.',
      assignment: 'Bitten Sie einen Administrator Ihrer Organisation, Sie dieser Anwendung zuzuweisen.',
      administrator: 'Fragen Sie einen Administrator Ihrer Organisation; die Angaben unten helfen dabei.',
      credential:
        'Das Geheimnis der Anwendung fehlt, ist falsch oder abgelaufen. Ihr Entwickler fügt der Anwendung ein neues hinzu und sendet dessen Wert, nicht dessen ID.',
      startAgain:
        'Beginnen Sie in der Anwendung von vorn: Diese Seite war zu lange geöffnet oder wurde bereits verwendet.',
      consent: 'Bitten Sie einen Administrator Ihrer Organisation, der Anwendung zuzustimmen.',
    },
  },
  formPost: {
    title: 'Zurück zur Anwendung',
    explanation: 'Wenn nichts geschieht, drücken Sie auf Weiter.',
  },
  nativeClient: {
    title: 'Sie können dieses Fenster schließen',
  },
};
