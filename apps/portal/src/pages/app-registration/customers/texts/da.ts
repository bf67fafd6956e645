import type { en } from './en.ts';

export const da: typeof en = {
  ownTenantOnly:
    'Programmet er kun til sin egen lejer og har derfor ingen kunder. Vælg konti i enhver organisationsmappe under',
  consentLink: 'Samtykkelink',
  consentLinkOf: name => `samtykkelink til ${name}`,
  linkText:
    'Send det til en global administrator hos kunden. Vedkommende logger på, ser hvad programmet beder om, accepterer og får sit lejer-id vist. Gem det id her.',
  customers: 'Kunder',
  whoConsented: 'Hvem der har givet samtykke',
  customer: 'Kunde',
  consent: 'Samtykke',
  checked: 'Tjekket',
  actions: 'Handlinger',
  tenantId: 'Kundens lejer-id',
  tenantIdOf: name => `lejer-id for ${name}`,
  name: 'Kundens navn',
  add: 'Tilføj kunde',
  faults: {
    'no-guid': 'Et lejer-id er et GUID: 00000000-0000-0000-0000-000000000000.',
    'own-tenant': 'Det er din egen lejer. Dens samtykke gives under API-tilladelser.',
    'name-too-long': 'Højst 256 tegn.',
  },
  empty: 'Ingen kunde er gemt endnu.',
  check: 'Tjek',
  checkOne: name => `Tjek ${name}`,
  checkAll: 'Tjek alle',
  checkText:
    'Et tjek beder om et token i kundens lejer og læser rollerne i det. Dertil giver det programmet en klienthemmelighed ved navn “Portal consent check”, bruger den kun fra denne sides hukommelse og fjerner den, så snart tjekket er færdigt; den ville selv udløbe efter ti minutter. Begge dele står i din overvågningslog. Kunden ser forsøget i sine logonlogfiler. Delegerede tilladelser ses ikke i sådan et token.',
  checking: 'Tjekker …',
  notChecked: 'Ikke tjekket endnu',
  secretEnds:
    'Står der stadig en hemmelighed ved navn “Portal consent check” under Certifikater og hemmeligheder, så fjern den dér; den udløber selv inden for ti minutter.',
  standings: {
    consented: 'Samtykke givet',
    drifted: 'Samtykket passer ikke længere',
    'not-consented': 'Intet samtykke',
    disabled: 'Slået fra',
    'unknown-tenant': 'Ukendt lejer',
    throttled: 'For mange forsøg',
    failed: 'Kunne ikke tjekkes',
  },
  missing: roles => `Mangler: ${roles}`,
  extra: roles => `Givet, men ikke længere bedt om: ${roles}`,
  refusals: {
    0: 'Serveren svarer ikke. Prøv igen.',
    700016:
      'Programmet er ikke i denne lejer: ingen dér har givet samtykke, eller samtykket er taget tilbage.',
    7000112: 'En administrator dér har slået programmet fra. Det kan slås til under Virksomhedsprogrammer.',
    90002: 'Der er ingen lejer med dette id her. Spørg kunden om det igen.',
    900023: 'Dette er ikke et lejer-id. Spørg kunden om det igen.',
    7000215: 'Den midlertidige hemmelighed blev fjernet, mens tjekket kørte. Tjek igen.',
    7000222: 'Den midlertidige hemmelighed udløb, før tjekket var færdigt. Tjek igen.',
    500011: 'En API, som programmet beder om tilladelser til, er ikke i denne lejer.',
    50001: 'En API, som programmet beder om tilladelser til, er slået fra i denne lejer.',
    501051: 'En API i denne lejer kræver først en tildelt rolle, og programmet har ingen.',
  },
  removeTitle: 'Fjern denne kunde?',
  removeText:
    'Den tages kun af listen: det, kunden har givet samtykke til, består, indtil en administrator dér fjerner programmet.',
  removeOne: name => `Fjern ${name}`,
};
