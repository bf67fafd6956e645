import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Skapa en klientorganisation',
  lead: 'En klientorganisation är en organisation: dess användare, program och data, skilda från alla andras på servern.',
  organization: 'Organisation',
  displayName: 'Organisationens namn',
  domain: 'Domän',
  domainHint:
    'Användarnamn slutar på den, och på den här servern tillhör den bara den här klientorganisationen. Den behöver inte finnas i DNS: contoso.example räcker.',
  domainFaults: {
    missing: 'Fältet är obligatoriskt.',
    'not-a-domain':
      'Skriv ett DNS-namn med minst två delar, t.ex. contoso.example: bokstäver, siffror, bindestreck.',
    'of-the-service': 'Namnet är tjänstens eget. Välj ett annat.',
    taken: 'Domänen tillhör en annan klientorganisation på servern. Välj en annan.',
  },
  plan: 'Licensplan',
  planHint: 'Vilka anrop API:erna besvarar. Den kan inte ändras när klientorganisationen finns.',
  opens: resources => `Öppnar: ${resources}`,
  administrator: 'Första administratören',
  administratorHint:
    'En global administratör, som kan allt i klientorganisationen. Servern skapar lösenordet.',
  administratorName: 'Namn',
  localPart: 'Användarnamn',
  localPartHint: userName => `Loggar in som ${userName}`,
  localPartFault:
    'Bokstäver, siffror, punkter, bindestreck och understreck; först och sist en bokstav eller siffra; högst 64.',
  operator: 'Operatör',
  operatorToken: 'Operatörens token',
  operatorTokenWhy:
    'Serverns operatör skapar klientorganisationer. Token visar att det är du; den skickas en gång och sparas inte.',
  commandHere: 'Kommandot visar den:',
  commandThere: 'På serverns dator, i mappen som Vakt startades från, visar kommandot den:',
  operatorTokenFaults: {
    missing: 'Fältet är obligatoriskt.',
    'not-a-token': 'Det här är inte token: den har bara bokstäver, siffror, bindestreck och understreck.',
    refused: 'Servern godtar inte denna token. Kopiera den på nytt från operator.token i serverns datamapp.',
  },
  command: 'kommandot',
  create: 'Skapa klientorganisation',
  alreadyHere: 'Tillbaka till startsidan',
  created: 'Klientorganisationen är skapad',
  createdLead: 'Logga in som administratör och registrera det första programmet.',
  once: 'Lösenordet visas bara den här gången',
  onceText:
    'Kopiera det nu. Servern har ingen kopia som någon kan läsa; ett förlorat lösenord går inte att få tillbaka.',
  userName: 'Användarnamn',
  password: 'Lösenord',
  tenantId: 'Klientorganisations-ID',
  signInAs: userName => `Logga in som ${userName}`,
  another: 'Skapa en till klientorganisation',
};
