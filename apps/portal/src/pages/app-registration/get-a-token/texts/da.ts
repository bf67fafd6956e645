import type { en } from './en.ts';

export const da: typeof en = {
  lead: 'Anmodningen om et token med programmets egne id’er, klar til at kopiere. Der står ingen hemmelighed i den.',
  loading: 'Tilladelserne læses.',
  noApi: 'Programmet beder ikke om nogen tilladelser endnu, så et token ville ikke åbne noget.',
  addPermissions: 'API-tilladelser',
  api: 'API',
  signIn: 'Hvem logger på',
  signIns: {
    secret: 'Programmet, med klienthemmelighed',
    certificate: 'Programmet, med certifikat',
    browser: 'En bruger, i browseren (autorisationskode med PKCE)',
    'device-code': 'En bruger, med enhedskode',
    password: 'En bruger, med navn og adgangskode',
  },
  redirectUri: 'Omdirigerings-URI',
  tenant: 'Lejer',
  ownTenant: name => `${name} (denne lejer)`,
  otherTenant: 'En anden lejer',
  tenantId: 'Lejer-id',
  notAGuid: 'Et lejer-id er et GUID: 00000000-0000-0000-0000-000000000000.',
  trustsAlready: 'Maskinen, der kører den, har allerede tillid til serverens certifikat',
  language: 'Sprog',
  snippet: language => `Anmodning i ${language}`,
  inPageOnly:
    'En kode til et enkeltsideprogram kan kun indløses af dets egen side: vælg TypeScript eller en anden omdirigerings-URI.',
  before: 'Før du kører den',
  requirements: {
    VAKT_CLIENT_SECRET: 'Sæt denne miljøvariabel til værdien af en klienthemmelighed.',
    VAKT_CLIENT_CERTIFICATE:
      'Sæt denne miljøvariabel til stien til en PEM-fil med certifikatet og dets private nøgle.',
    VAKT_USERNAME: 'Sæt denne miljøvariabel til brugerens logonnavn.',
    VAKT_PASSWORD: 'Sæt denne miljøvariabel til brugerens adgangskode.',
    download: file => `Hent ${file}, serverens certifikatmyndighed, til det sted, hvor du kører den.`,
    trust: name => `Sæt ${name}, før programmet starter, så det har tillid til denne server:`,
    trustWindows: 'På Windows: hav tillid til denne server, én gang:',
    trustUnix: name => `På Linux og macOS: sæt ${name}, før PowerShell starter:`,
    packages: 'Installér det, den skal bruge:',
    run: file => `Gem den som ${file}, og kør den:`,
  },
  downloadAction: 'Hent',
  value: name => `Værdi af ${name}`,
  command: 'Kommando',
  notes: {
    noSecret: 'Programmet har ingen gyldig klienthemmelighed. Tilføj en:',
    noRoles: api =>
      `Programmet beder ikke om programtilladelser til ${api}: tokenet får ingen roller, og kald afvises. Tilføj en:`,
    noScopes: api =>
      `Programmet beder ikke om delegerede tilladelser til ${api}: det må intet gøre for en bruger. Tilføj en:`,
    noCall: 'Intet kald passer til disse tilladelser, så tokenet skrives ud.',
    customer: 'Tokenet virker, når en administrator af den lejer har givet samtykke. Hvem der har:',
    password:
      'En brugers navn og adgangskode i et program er en risiko, og der er ingen anden faktor. Brug enhedskode eller browseren, hvor du kan.',
  },
};
