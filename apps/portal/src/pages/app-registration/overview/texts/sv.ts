import type { en } from './en.ts';

export const sv: typeof en = {
  clientId: 'Program-ID (klient)',
  objectId: 'Objekt-ID',
};
