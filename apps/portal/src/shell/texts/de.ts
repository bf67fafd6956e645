import type { en } from './en.ts';

export const de: typeof en = {
  skip: 'Zur Seite springen',
  navigation: 'Navigation',
  settings: 'Sprache und Farben',
  language: 'Sprache',
  colours: 'Farben',
  colourSchemes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  account: name => `Konto von ${name}`,
  myAccount: 'Mein Konto',
  switchAccount: 'Mit einem anderen Konto anmelden',
  signOut: 'Abmelden',
  groups: { access: 'Zugriff', investigation: 'Untersuchung', tenant: 'Mandant' },
  pages: {
    home: 'Start',
    appRegistrations: 'App-Registrierungen',
    partner: 'Partner',
    tokenInspector: 'Tokenprüfer',
    hunting: 'Erweiterte Suche',
    tenant: 'Übersicht und Plan',
    users: 'Benutzer',
    enterpriseApplications: 'Unternehmensanwendungen',
    signInLogs: 'Anmeldeprotokolle',
    auditLogs: 'Überwachungsprotokolle',
  },
  signInAgain: {
    title: 'Ihre Anmeldung ist abgelaufen',
    text: 'Melden Sie sich in dem Fenster, das sich öffnet, erneut an. Was Sie geschrieben haben, bleibt auf der Seite, und es geht weiter.',
    action: 'Erneut anmelden',
    otherPerson: name =>
      `Jemand anderes hat sich angemeldet. Diese Seite gehört ${name}: Melden Sie sich mit diesem Konto an.`,
    done: 'Die Seite, die um Ihre Anmeldung bat, macht jetzt weiter. Dieses Fenster kann geschlossen werden.',
  },
  noSuchPage: {
    title: 'Diese Seite gibt es nicht',
    text: 'Die Adresse ist vielleicht falsch geschrieben. Gehen Sie zu',
  },
  pageFailed: 'Diese Seite konnte nicht angezeigt werden',
};
