import type { en } from './en.ts';

export const de: typeof en = {
  title: 'Vakt',
  lead: 'Die Microsoft Defender-APIs und die Autorität davor, auf Ihrem eigenen Rechner. Unabhängig von Microsoft.',
  signIn: 'Anmelden',
  createTenant: 'Mandanten erstellen',
  demoTitle: 'Der Demomandant',
  demo: 'npm start hat einen mit einem Administrator erstellt. Name und Kennwort stehen in demo.env, im Datenordner, den das Terminal nennt:',
  refused: 'Sie wurden nicht angemeldet.',
};
