import type { en } from './en.ts';

export const da: typeof en = {
  skip: 'Gå til siden',
  navigation: 'Navigation',
  settings: 'Sprog og farver',
  language: 'Sprog',
  colours: 'Farver',
  colourSchemes: { system: 'Som systemet', light: 'Lyse', dark: 'Mørke' },
  account: name => `Konto for ${name}`,
  myAccount: 'Min konto',
  switchAccount: 'Log på med en anden konto',
  signOut: 'Log af',
  groups: { access: 'Adgang', tenant: 'Lejer' },
  pages: {
    home: 'Start',
    appRegistrations: 'Appregistreringer',
    partner: 'Partner',
    tokenInspector: 'Tokeninspektør',
    tenant: 'Oversigt og plan',
    users: 'Brugere',
    enterpriseApplications: 'Virksomhedsprogrammer',
    signInLogs: 'Logonlog',
    auditLogs: 'Overvågningslog',
  },
  signInAgain: {
    title: 'Din logonsession er udløbet',
    text: 'Log på igen i det vindue, der åbnes. Det, du har skrevet, bliver på siden, og du kan fortsætte.',
    action: 'Log på igen',
    done: 'Siden, der bad om dit logon, går nu videre. Dette vindue kan lukkes.',
  },
  noSuchPage: { title: 'Siden findes ikke', text: 'Adressen kan være skrevet forkert. Gå til' },
  pageFailed: 'Siden kunne ikke vises',
};
