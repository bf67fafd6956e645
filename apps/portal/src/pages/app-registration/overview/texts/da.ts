import type { en } from './en.ts';

export const da: typeof en = {
  clientId: 'Program-id (klient)',
  objectId: 'Objekt-id',
};
