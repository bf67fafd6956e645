import type { en } from './en.ts';

export const sv: typeof en = {
  skip: 'Gå till sidan',
  navigation: 'Navigering',
  settings: 'Språk och färger',
  language: 'Språk',
  colours: 'Färger',
  colourSchemes: { system: 'Som systemet', light: 'Ljusa', dark: 'Mörka' },
  account: name => `Konto för ${name}`,
  myAccount: 'Mitt konto',
  switchAccount: 'Logga in med ett annat konto',
  signOut: 'Logga ut',
  groups: { access: 'Åtkomst', tenant: 'Klientorganisation' },
  pages: {
    home: 'Start',
    appRegistrations: 'Appregistreringar',
    partner: 'Partner',
    tokenInspector: 'Tokengranskare',
    tenant: 'Översikt och plan',
    users: 'Användare',
    enterpriseApplications: 'Företagsprogram',
    signInLogs: 'Inloggningsloggar',
    auditLogs: 'Granskningsloggar',
  },
  signInAgain: {
    title: 'Din inloggning har upphört',
    text: 'Logga in igen i fönstret som öppnas. Det du har skrivit finns kvar på sidan och du kan fortsätta.',
    action: 'Logga in igen',
    done: 'Sidan som bad om din inloggning går nu vidare. Det här fönstret kan stängas.',
  },
  noSuchPage: { title: 'Sidan finns inte', text: 'Adressen kan vara felskriven. Gå till' },
  pageFailed: 'Sidan kunde inte visas',
};
