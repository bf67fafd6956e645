import { type Html, html } from '../html.ts';
import type { Texts } from './en.ts';

/** Every sentence of the pages, in Danish. */
export const da: Texts = {
  brand: {
    problem: 'Fejl',
    footer: 'Vakt, på egen server. Se efter, at adressen på siden er rigtig, før du skriver en adgangskode.',
  },
  actions: {
    cancel: 'Annuller',
    continue: 'Fortsæt',
    accept: 'Acceptér',
    useAnother: 'Brug en anden konto',
    signOut: 'Log af',
  },
  account: {
    signedInAs: 'Logget på som',
  },
  signIn: {
    title: 'Log på',
    toApplication: (application: Html) => html`for at fortsætte til ${application}`,
    toOrganization: (organization: Html) => html`Du logger på ${organization}.`,
    username: 'Brugernavn',
    usernameHint: 'For eksempel alex@contoso.com',
    password: 'Adgangskode',
    remember: 'Husk mig på denne enhed',
    submit: 'Log på',
    problems: {
      'wrong-password': 'Brugernavnet eller adgangskoden er forkert. Kontrollér begge dele, og prøv igen.',
      'unknown-account':
        'Der findes ingen konto med dette brugernavn her. Kontrollér stavemåden, eller brug en anden konto.',
      locked:
        'Kontoen er låst et stykke tid efter for mange forkerte adgangskoder. Vent et minut, og prøv igen.',
      disabled: 'Kontoen er deaktiveret. Bed en administrator i din organisation om at aktivere den.',
      'no-password':
        'Kontoen har ingen adgangskode endnu. Bed en administrator i din organisation om at angive en.',
      'not-in-tenant':
        'Kontoen hører ikke til den organisation, du logger på. Brug en anden konto, eller bed organisationens administrator om at invitere dig.',
      'missing-fields': 'Skriv dit brugernavn og din adgangskode.',
      'too-many': 'Der har været for mange forsøg fra din adresse. Vent nogle minutter, og prøv igen.',
    },
  },
  picker: {
    title: 'Vælg en konto',
    signedIn: 'Logget på',
    signedOut: 'Logget af',
  },
  verification: {
    title: 'Bekræft, at det er dig',
    explanation: 'Åbn din godkendelsesapp, og skriv den kode, den viser for denne konto.',
    code: 'Bekræftelseskode',
    codeHint: 'Seks cifre; en ny kode hvert 30. sekund',
    submit: 'Bekræft',
    problems: {
      'wrong-code': 'Koden er forkert eller gælder ikke længere. Vent på den næste, og skriv den.',
      locked: 'Der er indtastet for mange forkerte koder. Vent et minut, og prøv igen.',
    },
  },
  consent: {
    title: 'Anmodning om tilladelser',
    forOrganization: (application: Html, organization: Html) =>
      html`${application} anmoder om disse tilladelser for hele ${organization}. Hvis du accepterer, gælder de for alle i organisationen, og ingen andre bliver spurgt.`,
    forUser: (application: Html) => html`${application} anmoder om disse tilladelser:`,
    applicationId: 'Program-id',
    publisher: 'Udgiver',
    ownOrganization: 'Din egen organisation',
    unverified:
      'Ikke bekræftet: Vakt kan ikke stå inde for, hvem det er. Acceptér kun, hvis du kender udgiveren og har tillid til den.',
    permissions: 'Tilladelser',
    role: 'Handler på egen hånd, uden at nogen er logget på',
    scope: 'Handler på vegne af den, der er logget på',
    noDescription: 'Ressourcen giver ingen beskrivelse af denne tilladelse.',
    organizationCheckbox: 'Giv samtykke på vegne af din organisation',
    organizationHint: 'Så gælder det for alle i organisationen, og ingen andre bliver spurgt.',
    returnsTo: (host: Html) => html`Når du har svaret, kommer du til ${host}.`,
    trust: 'Acceptér kun det, du forventer. En administrator kan til enhver tid trække samtykket tilbage.',
  },
  approval: {
    title: 'En administrator skal godkende dette',
    explanation: (application: Html, organization: Html) =>
      html`${application} anmoder om tilladelser i ${organization}, som kun en administrator kan give.`,
    permissions: 'Tilladelser, der kræver en administrator',
    whoHelps: 'Her kan du få hjælp',
    whatToDo:
      'Bed en administrator i din organisation om at give samtykke til programmet, og log derefter på igen.',
    haveAdminAccount: 'Har du selv en administratorkonto? Log på med den.',
    useAnother: 'Log på med en anden konto',
    back: 'Tilbage til programmet',
    code: 'Fejlkode',
  },
  granted: {
    title: 'Samtykket er givet',
    forOrganization: (application: Html, organization: Html) =>
      html`${application} har nu disse tilladelser i hele ${organization}:`,
    forUser: (application: Html, organization: Html) =>
      html`${application} har nu disse tilladelser i ${organization} på dine vegne:`,
    tenantId: 'Lejer-id, der skal gives videre',
    tenantIdHint: 'Markér det, og kopiér det.',
    next: 'Det næste trin',
    handOver: (publisher: Html) =>
      html`Giv lejer-id’et til ${publisher}. Med det og sin egen hemmelighed eller sit eget certifikat får programmet tokens til din organisation.`,
    revoke: 'En administrator trækker samtykket tilbage ved at fjerne programmet fra organisationen.',
    close: 'Du kan lukke denne side.',
  },
  device: {
    title: 'Log på fra en anden enhed',
    explanation: 'Skriv den kode, som din enhed eller kommandolinje viser.',
    code: 'Kode',
    warning:
      'Skriv kun en kode, du selv har bedt om. Hvis nogen har sendt dig koden, vil de bruge din konto: Stop her.',
    problems: {
      unknown: 'Koden er ukendt. Sammenlign hvert tegn med koden på din enhed.',
      expired: 'Koden er udløbet. Begynd forfra på din enhed for at få en ny.',
      used: 'Koden er allerede brugt. Begynd forfra på din enhed for at få en ny.',
      'too-many': 'Der har været for mange forsøg. Vent nogle minutter, og prøv igen.',
    },
    confirmTitle: 'Er det dig?',
    confirm: (application: Html) => html`Du er ved at logge på ${application} fra en anden enhed.`,
    application: 'Program',
    organization: 'Organisation',
    requestedFrom: 'Anmodet fra adressen',
    shownCode: 'Kode',
    doneTitle: 'Du er logget på',
    done: (application: Html) =>
      html`${application} er nu logget på fra din anden enhed. Du kan lukke denne side.`,
    declinedTitle: 'Logon blev annulleret',
    declined: (application: Html) => html`${application} blev ikke logget på. Du kan lukke denne side.`,
  },
  signedOut: {
    title: 'Du er logget af',
    explanation: 'Luk alle browserens vinduer, hvis andre bruger computeren.',
    signInAgain: 'Log på igen',
  },
  ownAccount: {
    title: 'Din konto',
    name: 'Navn',
    username: 'Brugernavn',
    organization: 'Organisation',
    twoStep: 'Totrinsbekræftelse',
    off: 'Slået fra. Din adgangskode er nok til at logge på.',
    on: 'Slået til. Du logger på med din adgangskode og en kode fra din godkendelsesapp.',
    enrol: 'Slå til',
    scan: 'Scan billedet med en godkendelsesapp, eller skriv nøglen i den. Skriv derefter den kode, som appen viser.',
    qrLabel: 'QR-kode med nøglen nedenfor',
    key: 'Nøgle',
    confirm: 'Bekræft',
    removeExplanation: 'Skriv en kode fra din godkendelsesapp for at slå den fra.',
    remove: 'Slå fra',
    notices: {
      enrolled: 'Totrinsbekræftelse er slået til.',
      removed: 'Totrinsbekræftelse er slået fra.',
    },
  },
  refusal: {
    title: 'Dette logon kan ikke fortsætte',
    whatToDo: 'Det kan du gøre',
    details: 'Til den, der hjælper dig',
    code: 'Fejlkode',
    message: 'Meddelelse',
    traceId: 'Sporings-id',
    correlationId: 'Korrelations-id',
    timestamp: 'Tidsstempel',
    advice: {
      otherwise:
        'Gå tilbage til programmet, og prøv igen. Hvis det sker igen, så send oplysningerne nedenfor til programmets udvikler eller din administrator.',
      redirectUri:
        'Programmet sendte en returadresse, der ikke er blandt dets registrerede omdirigerings-URI’er. Udvikleren skal registrere præcis denne adresse eller sende en, der er registreret.',
      unknownApplication:
        'Programmet er ukendt i denne organisation. Kontrollér program-id’et og lejeren i linket, eller bed en administrator om først at give samtykke til programmet.',
      malformed:
        'Linket eller anmodningen er ufuldstændig. Begynd forfra i programmet; udvikleren kan se i meddelelsen nedenfor, hvad der mangler.',
      tenant: 'Organisationen i linket er ukendt her. Kontrollér lejer-id’et eller domænet i det.',
      singleTenant:
        'Programmet er kun registreret til én organisation, og linket angiver ingen. Udvikleren skal skrive lejer-id’et i linket eller åbne programmet for alle organisationer.',
      account:
        'Log på med en konto fra denne organisation, eller bed organisationens administrator om at invitere dig.',
      assignment: 'Bed en administrator i din organisation om at tildele dig programmet.',
      administrator: 'Spørg en administrator i din organisation; oplysningerne nedenfor er en hjælp.',
      credential:
        'Programmets hemmelighed mangler, er forkert eller er udløbet. Udvikleren skal føje en ny til programmet og sende dens værdi, ikke dens id.',
      startAgain: 'Begynd forfra i programmet: Siden var åben for længe eller er allerede brugt.',
      consent: 'Bed en administrator i din organisation om at give samtykke til programmet.',
    },
  },
  formPost: {
    title: 'Tilbage til programmet',
    explanation: 'Tryk på Fortsæt, hvis der ikke sker noget.',
  },
  nativeClient: {
    title: 'Du kan lukke dette vindue',
  },
};
