import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Vakt',
  lead: 'Microsoft Defender-API’erne og autoriteten foran dem, på din egen maskine. Uafhængig af Microsoft.',
  signIn: 'Log på',
  createTenant: 'Opret en lejer',
  demoTitle: 'Demolejeren',
  demo: 'npm start har oprettet en med en administrator. Navn og adgangskode står i demo.env i den datamappe, som terminalen nævner:',
  refused: 'Du blev ikke logget på.',
};
