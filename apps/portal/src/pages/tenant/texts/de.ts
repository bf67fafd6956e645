import type { en } from './en.ts';

export const de: typeof en = {
  title: 'Übersicht und Plan',
  lead: 'Die Organisation, in der Sie arbeiten, und was ihr Lizenzplan öffnet.',
  createAnother: 'Weiteren Mandanten erstellen',
  name: 'Name',
  tenantId: 'Mandanten-ID',
  created: 'Erstellt',
  domains: 'Domänen',
  defaultDomain: 'Standard',
  numbers: 'In Zahlen',
  users: 'Benutzer',
  appRegistrations: 'App-Registrierungen',
  enterpriseApplications: 'Unternehmensanwendungen',
  plan: 'Lizenzplan',
  unknownPlan: 'Der Mandant hat ein Abonnement, das dieses Portal nicht kennt.',
  planRule:
    'Der Betreiber dieser Installation vergibt den Plan, wenn der Mandant erstellt wird, und er bleibt: kein Aufruf ändert ihn. Erstellen Sie für einen anderen Plan einen anderen Mandanten.',
  opened: 'Was der Plan öffnet',
  columns: { resource: 'API', calls: 'Aufrufe', state: 'In diesem Plan' },
  isOpen: 'Geöffnet',
  isClosed: 'Nicht geöffnet: Aufrufe werden mit 403 beantwortet',
  resources: {
    Alerts: 'Warnungen',
    Machines: 'Geräte',
    'Machine actions': 'Geräteaktionen',
    Incidents: 'Vorfälle',
    Indicators: 'Indikatoren',
    'Advanced hunting': 'Erweiterte Bedrohungssuche',
  },
};
