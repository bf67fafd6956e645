import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Appregistrering',
  loading: 'Programmet läses in.',
  tabsOf: name => `Sidor för ${name}`,
  tabs: {
    overview: 'Översikt',
    authentication: 'Autentisering',
    'api-permissions': 'API-behörigheter',
    credentials: 'Certifikat och hemligheter',
    'get-a-token': 'Hämta en token',
    customers: 'Kunder',
    manifest: 'Manifest',
  },
  unknown: {
    title: 'Programmet finns inte',
    text: 'Inget program i den här klientorganisationen har detta objekt-ID. Adressen kan vara felskriven, eller så har någon tagit bort programmet.',
    back: 'Till listan med appregistreringar',
  },
  deleted: {
    title: 'Programmet har tagits bort',
    text: 'Någon tog bort programmet medan du hade det öppet. Det får inga fler token.',
    back: 'Till listan med appregistreringar',
  },
  audiences: {
    AzureADMyOrg: {
      short: 'En klientorganisation',
      long: tenant =>
        `Endast konton i den här organisationskatalogen (endast ${tenant} – En klientorganisation)`,
    },
    AzureADMultipleOrgs: {
      short: 'Flera klientorganisationer',
      long: () =>
        'Konton i valfri organisationskatalog (Valfri Microsoft Entra ID-klientorganisation – Flera klientorganisationer)',
    },
    AzureADandPersonalMicrosoftAccount: {
      short: 'Flera klientorganisationer och personliga',
      long: () => 'Konton i valfri organisationskatalog och personliga Microsoft-konton',
    },
    PersonalMicrosoftAccount: {
      short: 'Personliga',
      long: () => 'Endast personliga Microsoft-konton',
    },
  },
  name: 'Namn',
  nameHint: 'Programmets visningsnamn. Det kan ändras senare.',
  accountTypes: 'Kontotyper som stöds',
  accountTypesHint: 'Vem kan använda det här programmet eller komma åt detta API?',
  platform: 'Plattform',
  platforms: {
    web: 'Webb',
    spa: 'Ensidesprogram (SPA)',
    publicClient: 'Offentlig klient/inbyggd (mobil och dator)',
  },
  redirectUri: 'Omdirigerings-URI',
  redirectUriFaults: {
    'not-an-address': 'Detta är ingen adress. Den ser ut som https://tool.contoso.com/auth.',
    'too-long': 'En omdirigerings-URI har högst 256 tecken.',
    characters:
      'En omdirigerings-URI har inga blanksteg, inget fragment (#), inget jokertecken (*) och endast ASCII-tecken.',
    'not-secure': 'Den måste börja med https://, eller med http://localhost eller http://127.0.0.1.',
    credentials: 'En omdirigerings-URI har inget användarnamn och inget lösenord.',
    scheme:
      'Det schemat öppnar webbläsare själva. Använd ett av programmets egna, till exempel contoso-tool://auth.',
  },
  deletion: {
    title: 'Ta bort det här programmet?',
    consequences: [
      'Det får inga fler token, varken i den här klientorganisationen eller i andra. De token som det har upphör inom en timme.',
      'Dess klienthemligheter och certifikat tas bort.',
      'Dess behörigheter och medgivandet till dem i den här klientorganisationen tas bort.',
      'Om det registreras på nytt får det ett annat klient-ID: de som använder det måste få veta det, och kunder måste ge sitt medgivande igen.',
    ],
    final: 'Detta kan inte ångras.',
    done: name => `${name} har tagits bort.`,
  },
};
