import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Översikt och plan',
  lead: 'Organisationen som du arbetar i och vad dess licensplan öppnar.',
  createAnother: 'Skapa ännu en klientorganisation',
  name: 'Namn',
  tenantId: 'Klientorganisations-ID',
  created: 'Skapad',
  domains: 'Domäner',
  defaultDomain: 'standard',
  numbers: 'I siffror',
  users: 'Användare',
  appRegistrations: 'Appregistreringar',
  enterpriseApplications: 'Företagsprogram',
  plan: 'Licensplan',
  unknownPlan: 'Klientorganisationen har en prenumeration som portalen inte känner till.',
  planRule:
    'Den som driver installationen ger planen när klientorganisationen skapas, och den ligger fast: inget anrop ändrar den. Skapa en annan klientorganisation för en annan plan.',
  opened: 'Vad planen öppnar',
  columns: { resource: 'API', calls: 'Anrop', state: 'I den här planen' },
  isOpen: 'Öppet',
  isClosed: 'Inte öppet: anrop besvaras med 403',
  resources: {
    Alerts: 'Aviseringar',
    Machines: 'Enheter',
    'Machine actions': 'Enhetsåtgärder',
    Incidents: 'Incidenter',
    Indicators: 'Indikatorer',
    'Advanced hunting': 'Avancerad jakt',
  },
};
