import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Partner',
  lead: 'En partner registrerar ett program en gång, i sin egen klientorganisation. En administratör hos varje kund ger medgivande till det i kundens klientorganisation. Därefter får partnerns egen hemlighet eller certifikat token för den kunden, med det som kunden har beviljat.',
  register: 'Ny registrering',
  applications: 'Program för flera klientorganisationer',
  application: 'Program',
  clientId: 'Program-ID (klient-ID)',
  clientIdOf: name => `program-ID för ${name}`,
  customers: 'Kunder',
  empty:
    'Inget program i den här klientorganisationen är för andra klientorganisationer. Registrera ett och välj konton i valfri organisationskatalog.',
  howTitle: 'Så går det till',
  steps: [
    'Registrera ett program för konton i valfri organisationskatalog, eller ändra ett under Autentisering.',
    'Begär de behörigheter som det behöver, och lägg till en klienthemlighet eller ett certifikat.',
    'Skicka medgivandelänken till en administratör hos varje kund, och spara det klientorganisations-ID som visas för personen.',
    'Kontrollera vilka som har gett medgivande. Efter varje tillagd behörighet måste varje kund ge medgivande igen.',
    'Hämta en token för kunden: samma begäran som hemma, till kundens klientorganisation.',
  ],
};
