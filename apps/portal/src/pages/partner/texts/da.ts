import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Partner',
  lead: 'En partner registrerer et program én gang, i sin egen lejer. En administrator hos hver kunde giver samtykke til det i kundens lejer. Derefter får partnerens egen hemmelighed eller certifikat tokens til den kunde med det, kunden har givet.',
  register: 'Ny registrering',
  applications: 'Programmer til flere lejere',
  application: 'Program',
  clientId: 'Program-id (klient-id)',
  clientIdOf: name => `program-id for ${name}`,
  customers: 'Kunder',
  empty:
    'Intet program i denne lejer er til andre lejere. Registrér et, og vælg konti i enhver organisationsmappe.',
  howTitle: 'Sådan går det til',
  steps: [
    'Registrér et program til konti i enhver organisationsmappe, eller ret et under Godkendelse.',
    'Bed om de tilladelser, det behøver, og tilføj en klienthemmelighed eller et certifikat.',
    'Send samtykkelinket til en administrator hos hver kunde, og gem det lejer-id, vedkommende får vist.',
    'Tjek, hvem der har givet samtykke. Efter hver tilføjet tilladelse skal hver kunde give samtykke igen.',
    'Hent et token til kunden: samme anmodning som hjemme, til kundens lejer.',
  ],
};
