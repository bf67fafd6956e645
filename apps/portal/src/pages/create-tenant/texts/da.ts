import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Opret en lejer',
  lead: 'En lejer er én organisation: dens brugere, programmer og data, adskilt fra alle andres på serveren.',
  organization: 'Organisation',
  displayName: 'Organisationens navn',
  domain: 'Domæne',
  domainHint:
    'Brugernavne ender på det, og på denne server hører det til denne lejer alene. Det behøver ikke at findes i DNS: contoso.example er nok.',
  domainFaults: {
    missing: 'Feltet skal udfyldes.',
    'not-a-domain':
      'Skriv et DNS-navn med mindst to dele, f.eks. contoso.example: bogstaver, cifre, bindestreger.',
    'of-the-service': 'Navnet er tjenestens eget. Vælg et andet.',
    taken: 'Domænet hører til en anden lejer på serveren. Vælg et andet.',
  },
  plan: 'Licensplan',
  planHint: 'Hvilke kald API’erne besvarer. Den kan ikke ændres, når lejeren er oprettet.',
  opens: resources => `Åbner: ${resources}`,
  administrator: 'Første administrator',
  administratorHint: 'En global administrator, der kan alt i lejeren. Serveren laver adgangskoden.',
  administratorName: 'Navn',
  localPart: 'Brugernavn',
  localPartHint: userName => `Logger på som ${userName}`,
  localPartFault:
    'Bogstaver, cifre, punktummer, bindestreger og understregninger; først og sidst et bogstav eller ciffer; højst 64.',
  operator: 'Operatør',
  operatorToken: 'Operatørens token',
  operatorTokenWhy:
    'Serverens operatør opretter lejere. Tokenet viser, at det er dig; det sendes én gang og gemmes ikke.',
  commandHere: 'Kommandoen viser det:',
  commandThere: 'På serverens maskine, i den mappe, Vakt blev startet fra, viser kommandoen det:',
  operatorTokenFaults: {
    missing: 'Feltet skal udfyldes.',
    'not-a-token': 'Det er ikke tokenet: det har kun bogstaver, cifre, bindestreger og understregninger.',
    refused: 'Serveren godtager ikke tokenet. Kopiér det igen fra operator.token i serverens datamappe.',
  },
  command: 'kommandoen',
  create: 'Opret lejer',
  alreadyHere: 'Tilbage til startsiden',
  created: 'Lejeren er oprettet',
  createdLead: 'Log på som administrator, og registrer det første program.',
  once: 'Adgangskoden vises kun denne ene gang',
  onceText:
    'Kopiér den nu. Serveren har ingen kopi, som nogen kan læse; er den tabt, kan den ikke hentes frem igen.',
  userName: 'Brugernavn',
  password: 'Adgangskode',
  tenantId: 'Lejer-id',
  signInAs: userName => `Log på som ${userName}`,
  another: 'Opret en lejer til',
};
