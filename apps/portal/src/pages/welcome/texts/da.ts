import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Vakt',
  lead: 'Microsoft Defender-API’erne og autoriteten foran dem, på din egen maskine. Uafhængig af Microsoft.',
  signIn: 'Log på',
  createTenant: 'Opret en lejer',
  demoTitle: 'Demolejeren',
  demo: 'npm start har oprettet en med en administrator, hvis navn og adgangskode står i en fil på denne maskine:',
  refused: 'Du blev ikke logget på.',
};
