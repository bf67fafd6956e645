import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Oversigt og plan',
  lead: 'Den organisation, du arbejder i, og hvad dens licensplan åbner.',
  createAnother: 'Opret en lejer til',
  name: 'Navn',
  tenantId: 'Lejer-id',
  created: 'Oprettet',
  domains: 'Domæner',
  defaultDomain: 'standard',
  numbers: 'I tal',
  users: 'Brugere',
  appRegistrations: 'Appregistreringer',
  enterpriseApplications: 'Virksomhedsprogrammer',
  plan: 'Licensplan',
  unknownPlan: 'Lejeren har et abonnement, som denne portal ikke kender.',
  planRule:
    'Den, der driver installationen, giver planen, når lejeren oprettes, og den ligger fast: intet kald ændrer den. Opret en anden lejer, hvis du vil have en anden plan.',
  opened: 'Hvad planen åbner',
  columns: { resource: 'API', calls: 'Kald', state: 'I denne plan' },
  isOpen: 'Åben',
  isClosed: 'Ikke åben: kald besvares med 403',
  resources: {
    Alerts: 'Beskeder',
    Machines: 'Enheder',
    'Machine actions': 'Enhedshandlinger',
    Incidents: 'Hændelser',
    Indicators: 'Indikatorer',
    'Advanced hunting': 'Avanceret jagt',
  },
};
