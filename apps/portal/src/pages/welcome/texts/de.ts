import type { en } from './en.ts';

export const de: typeof en = {
  title: 'Vakt',
  lead: 'Die Microsoft Defender-APIs und die Autorität davor, auf Ihrem eigenen Rechner. Unabhängig von Microsoft.',
  signIn: 'Anmelden',
  createTenant: 'Mandanten erstellen',
  demoTitle: 'Der Demomandant',
  demo: 'npm start hat einen mit einem Administrator erstellt, dessen Name und Kennwort in einer Datei auf diesem Rechner stehen:',
  refused: 'Sie wurden nicht angemeldet.',
};
