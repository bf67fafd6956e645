import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Registrera ett program',
  lead: 'Steg 1 av 5. Programmet får ett klient-ID; vad det får göra begärs och beviljas därefter.',
  redirectUriHint:
    'Hit skickar auktoriteten svaret när en person har loggat in. Skript och tjänster som loggar in som sig själva behöver ingen.',
  register: 'Registrera',
};
