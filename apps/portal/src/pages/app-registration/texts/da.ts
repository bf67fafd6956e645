import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Appregistrering',
  loading: 'Programmet indlæses.',
  tabsOf: name => `Sider for ${name}`,
  tabs: {
    overview: 'Oversigt',
    authentication: 'Godkendelse',
    'api-permissions': 'API-tilladelser',
    credentials: 'Certifikater og hemmeligheder',
    'get-a-token': 'Hent et token',
    customers: 'Kunder',
    manifest: 'Manifest',
  },
  unknown: {
    title: 'Programmet findes ikke',
    text: 'Intet program i denne lejer har dette objekt-id. Adressen kan være skrevet forkert, eller nogen har slettet programmet.',
    back: 'Til listen over appregistreringer',
  },
  deleted: {
    title: 'Programmet er slettet',
    text: 'Nogen har slettet programmet, mens du havde det åbent. Det får ikke flere tokens.',
    back: 'Til listen over appregistreringer',
  },
  audiences: {
    AzureADMyOrg: {
      short: 'Enkelt lejer',
      long: tenant => `Konti kun i denne organisationsmappe (kun ${tenant} – Enkelt lejer)`,
    },
    AzureADMultipleOrgs: {
      short: 'Flere lejere',
      long: () =>
        'Konti i en hvilken som helst organisationsmappe (Enhver Microsoft Entra ID-lejer – Flere lejere)',
    },
    AzureADandPersonalMicrosoftAccount: {
      short: 'Flere lejere og personlige',
      long: () => 'Konti i en hvilken som helst organisationsmappe og personlige Microsoft-konti',
    },
    PersonalMicrosoftAccount: {
      short: 'Personlige',
      long: () => 'Kun personlige Microsoft-konti',
    },
  },
  name: 'Navn',
  nameHint: 'Programmets viste navn. Det kan ændres senere.',
  accountTypes: 'Understøttede kontotyper',
  accountTypesHint: 'Hvem kan bruge dette program eller få adgang til denne API?',
  platform: 'Platform',
  platforms: {
    web: 'Web',
    spa: 'Enkeltsideprogram (SPA)',
    publicClient: 'Offentlig klient/oprindelig (mobil og computer)',
  },
  redirectUri: 'Omdirigerings-URI',
  redirectUriFaults: {
    'not-an-address': 'Det er ikke en adresse. Den ser ud som https://tool.contoso.com/auth.',
    'too-long': 'En omdirigerings-URI har højst 256 tegn.',
    characters:
      'En omdirigerings-URI har ingen mellemrum, intet fragment (#), intet jokertegn (*) og kun ASCII-tegn.',
    'not-secure': 'Den skal begynde med https:// eller med http://localhost eller http://127.0.0.1.',
    credentials: 'En omdirigerings-URI har intet brugernavn og ingen adgangskode.',
    scheme: 'Det skema åbner browsere selv. Brug et af programmets egne, for eksempel contoso-tool://auth.',
  },
  deletion: {
    title: 'Slet dette program?',
    consequences: [
      'Det får ikke flere tokens, hverken i denne lejer eller i andre. De tokens, det har, udløber inden for en time.',
      'Dets klienthemmeligheder og certifikater slettes.',
      'Dets tilladelser og samtykket til dem i denne lejer slettes.',
      'Registreres det på ny, får det et andet klient-id: De, der bruger det, skal have besked, og kunder skal give samtykke igen.',
    ],
    final: 'Det kan ikke fortrydes.',
    done: name => `${name} er slettet.`,
  },
};
