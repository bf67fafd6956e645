import type { en } from './en.ts';

export const de: typeof en = {
  title: 'Anwendung registrieren',
  lead: 'Schritt 1 von 5. Die Anwendung erhält eine Client-ID; was sie darf, wird danach angefordert und erteilt.',
  redirectUriHint:
    'Dorthin sendet die Autorität die Antwort, nachdem sich eine Person angemeldet hat. Skripte und Dienste, die sich als sie selbst anmelden, brauchen keine.',
  register: 'Registrieren',
};
