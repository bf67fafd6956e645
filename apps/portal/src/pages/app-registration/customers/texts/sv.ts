import type { en } from './en.ts';

export const sv: typeof en = {
  ownTenantOnly:
    'Programmet är bara för sin egen klientorganisation och har därför inga kunder. Välj konton i valfri organisationskatalog under',
  consentLink: 'Medgivandelänk',
  consentLinkOf: name => `medgivandelänk för ${name}`,
  linkText:
    'Skicka den till en global administratör hos kunden. Personen loggar in, ser vad programmet begär, godkänner och får se sitt klientorganisations-ID. Spara det ID:t här.',
  customers: 'Kunder',
  whoConsented: 'Vilka som har gett medgivande',
  customer: 'Kund',
  consent: 'Medgivande',
  checked: 'Kontrollerad',
  actions: 'Åtgärder',
  tenantId: 'Kundens klientorganisations-ID',
  tenantIdOf: name => `klientorganisations-ID för ${name}`,
  name: 'Kundens namn',
  add: 'Lägg till kund',
  faults: {
    'no-guid': 'Ett klientorganisations-ID är ett GUID: 00000000-0000-0000-0000-000000000000.',
    'own-tenant': 'Det här är din egen klientorganisation. Dess medgivande ges under API-behörigheter.',
    'name-too-long': 'Högst 256 tecken.',
  },
  empty: 'Ingen kund är sparad än.',
  check: 'Kontrollera',
  checkOne: name => `Kontrollera ${name}`,
  checkAll: 'Kontrollera alla',
  checkText:
    'En kontroll begär en token i kundens klientorganisation och läser rollerna i den. För det ger den programmet en klienthemlighet med namnet ”Portal consent check”, använder den bara från sidans minne och tar bort den så snart kontrollen är klar; den skulle själv upphöra efter tio minuter. Båda finns i din granskningslogg. Kunden ser försöket i sina inloggningsloggar. Delegerade behörigheter syns inte i en sådan token.',
  checking: 'Kontrollerar …',
  notChecked: 'Inte kontrollerad än',
  secretEnds:
    'Om en hemlighet med namnet ”Portal consent check” fortfarande finns under Certifikat och hemligheter, ta bort den där; den upphör själv inom tio minuter.',
  standings: {
    consented: 'Medgivande givet',
    drifted: 'Medgivandet stämmer inte längre',
    'not-consented': 'Inget medgivande',
    disabled: 'Avstängt',
    'unknown-tenant': 'Okänd klientorganisation',
    throttled: 'För många försök',
    failed: 'Kunde inte kontrolleras',
  },
  missing: roles => `Saknas: ${roles}`,
  extra: roles => `Givna men inte längre begärda: ${roles}`,
  refusals: {
    0: 'Servern svarar inte. Försök igen.',
    700016:
      'Programmet finns inte i den här klientorganisationen: ingen där har gett medgivande, eller så har det tagits tillbaka.',
    7000112: 'En administratör där har stängt av programmet. Det kan slås på under Företagsprogram.',
    90002: 'Det finns ingen klientorganisation med detta ID här. Fråga kunden igen.',
    900023: 'Detta är inget klientorganisations-ID. Fråga kunden igen.',
    7000215: 'Den tillfälliga hemligheten togs bort medan kontrollen pågick. Kontrollera igen.',
    7000222: 'Den tillfälliga hemligheten upphörde innan kontrollen var klar. Kontrollera igen.',
    500011: 'Ett API som programmet begär behörigheter för finns inte i den här klientorganisationen.',
    50001: 'Ett API som programmet begär behörigheter för är avstängt i den här klientorganisationen.',
    501051:
      'Ett API i den här klientorganisationen kräver först en tilldelad roll, och programmet har ingen.',
  },
  removeTitle: 'Ta bort den här kunden?',
  removeText:
    'Den tas bara bort från listan: det som kunden har medgett består tills en administratör där tar bort programmet.',
  removeOne: name => `Ta bort ${name}`,
};
