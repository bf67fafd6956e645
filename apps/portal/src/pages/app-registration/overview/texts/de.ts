import type { en } from './en.ts';

export const de: typeof en = {
  clientId: 'Anwendungs-ID (Client)',
  objectId: 'Objekt-ID',
};
