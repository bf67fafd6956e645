import type { en } from './en.ts';

export const sv: typeof en = {
  lead: 'Begäran om en token med programmets egna id:n, klar att kopiera. Ingen hemlighet står i den.',
  loading: 'Behörigheterna läses.',
  noApi: 'Programmet begär inga behörigheter än, så en token skulle inte öppna något.',
  addPermissions: 'API-behörigheter',
  api: 'API',
  signIn: 'Vem loggar in',
  signIns: {
    secret: 'Programmet, med klienthemlighet',
    certificate: 'Programmet, med certifikat',
    browser: 'En användare, i webbläsaren (auktoriseringskod med PKCE)',
    'device-code': 'En användare, med enhetskod',
    password: 'En användare, med namn och lösenord',
  },
  redirectUri: 'Omdirigerings-URI',
  tenant: 'Klientorganisation',
  ownTenant: name => `${name} (denna klientorganisation)`,
  otherTenant: 'En annan klientorganisation',
  tenantId: 'Klientorganisations-ID',
  notAGuid: 'Ett klientorganisations-ID är ett GUID: 00000000-0000-0000-0000-000000000000.',
  trustsAlready: 'Datorn som kör den litar redan på serverns certifikat',
  language: 'Språk',
  snippet: language => `Begäran i ${language}`,
  inPageOnly:
    'En kod för ett ensidesprogram kan bara lösas in av dess egen sida: välj TypeScript eller en annan omdirigerings-URI.',
  before: 'Innan du kör den',
  requirements: {
    VAKT_CLIENT_SECRET: 'Sätt denna miljövariabel till värdet av en klienthemlighet.',
    VAKT_CLIENT_CERTIFICATE:
      'Sätt denna miljövariabel till sökvägen till en PEM-fil med certifikatet och dess privata nyckel.',
    VAKT_USERNAME: 'Sätt denna miljövariabel till användarens inloggningsnamn.',
    VAKT_PASSWORD: 'Sätt denna miljövariabel till användarens lösenord.',
    download: file => `Ladda ned ${file}, serverns certifikatutfärdare, till platsen där du kör den.`,
    trust: name => `Sätt ${name} innan programmet startar, så att det litar på denna server:`,
    trustWindows: 'I Windows: lita på denna server, en gång:',
    trustUnix: name => `I Linux och macOS: sätt ${name} innan PowerShell startar:`,
    packages: 'Installera det som behövs:',
    run: file => `Spara den som ${file} och kör den:`,
  },
  downloadAction: 'Ladda ned',
  value: name => `Värde för ${name}`,
  command: 'Kommando',
  notes: {
    noSecret: 'Programmet har ingen giltig klienthemlighet. Lägg till en:',
    noRoles: api =>
      `Programmet begär inga programbehörigheter för ${api}: token får inga roller, och anrop avvisas. Lägg till en:`,
    noScopes: api =>
      `Programmet begär inga delegerade behörigheter för ${api}: det får inte göra något för en användare. Lägg till en:`,
    noCall: 'Inget anrop passar dessa behörigheter, så token skrivs ut.',
    customer:
      'Token fungerar när en administratör för den klientorganisationen har gett medgivande. Vilka som har:',
    password:
      'En användares namn och lösenord i ett program är en risk, och det finns ingen andra faktor. Använd enhetskod eller webbläsaren där du kan.',
  },
};
