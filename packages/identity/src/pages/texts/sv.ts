import { type Html, html } from '../html.ts';
import type { Texts } from './en.ts';

/** Every sentence of the pages, in Swedish. */
export const sv: Texts = {
  brand: {
    problem: 'Fel',
    footer: 'Vakt, på egen server. Kontrollera sidans adress innan du skriver ett lösenord.',
  },
  actions: {
    cancel: 'Avbryt',
    continue: 'Fortsätt',
    accept: 'Godkänn',
    useAnother: 'Använd ett annat konto',
    signOut: 'Logga ut',
  },
  account: {
    signedInAs: 'Inloggad som',
  },
  signIn: {
    title: 'Logga in',
    toApplication: (application: Html) => html`för att fortsätta till ${application}`,
    toOrganization: (organization: Html) => html`Du loggar in hos ${organization}.`,
    username: 'Användarnamn',
    usernameHint: 'Till exempel alex@contoso.com',
    password: 'Lösenord',
    remember: 'Håll mig inloggad på den här enheten',
    submit: 'Logga in',
    problems: {
      'wrong-password': 'Användarnamnet eller lösenordet stämmer inte. Kontrollera båda och försök igen.',
      'unknown-account':
        'Det finns inget konto med det här användarnamnet här. Kontrollera stavningen eller använd ett annat konto.',
      locked: 'Kontot är låst en stund efter för många felaktiga lösenord. Vänta en minut och försök igen.',
      disabled: 'Kontot är inaktiverat. Be en administratör i din organisation att aktivera det.',
      'no-password': 'Kontot har inget lösenord ännu. Be en administratör i din organisation att ange ett.',
      'not-in-tenant':
        'Kontot hör inte till den organisation som du loggar in hos. Använd ett annat konto eller be organisationens administratör att bjuda in dig.',
      'missing-fields': 'Skriv ditt användarnamn och ditt lösenord.',
      'too-many': 'Det har gjorts för många försök från din adress. Vänta några minuter och försök igen.',
    },
  },
  picker: {
    title: 'Välj ett konto',
    signedIn: 'Inloggad',
    signedOut: 'Utloggad',
  },
  verification: {
    title: 'Bekräfta att det är du',
    explanation: 'Öppna din autentiseringsapp och skriv koden som den visar för det här kontot.',
    code: 'Verifieringskod',
    codeHint: 'Sex siffror; en ny kod var 30:e sekund',
    submit: 'Bekräfta',
    problems: {
      'wrong-code': 'Koden stämmer inte eller gäller inte längre. Vänta på nästa kod och skriv den.',
      locked: 'För många felaktiga koder har angetts. Vänta en minut och försök igen.',
    },
  },
  consent: {
    title: 'Begärda behörigheter',
    forOrganization: (application: Html, organization: Html) =>
      html`${application} begär de här behörigheterna för hela ${organization}. Om du godkänner gäller de för alla i organisationen, och ingen annan blir tillfrågad.`,
    forUser: (application: Html) => html`${application} begär de här behörigheterna:`,
    applicationId: 'Program-ID',
    publisher: 'Utgivare',
    ownOrganization: 'Din egen organisation',
    unverified:
      'Inte verifierad: Vakt kan inte gå i god för vem det är. Godkänn bara om du känner till utgivaren och litar på den.',
    permissions: 'Behörigheter',
    role: 'Handlar på egen hand, utan att någon är inloggad',
    scope: 'Handlar för den inloggade personens räkning',
    noDescription: 'Resursen ger ingen beskrivning av den här behörigheten.',
    organizationCheckbox: 'Ge medgivande för din organisations räkning',
    organizationHint: 'Då omfattas alla i organisationen, och ingen annan blir tillfrågad.',
    returnsTo: (host: Html) => html`När du har svarat kommer du till ${host}.`,
    trust: 'Godkänn bara det du väntar dig. En administratör kan när som helst ta tillbaka medgivandet.',
  },
  approval: {
    title: 'En administratör måste godkänna det här',
    explanation: (application: Html, organization: Html) =>
      html`${application} begär behörigheter i ${organization} som bara en administratör kan ge.`,
    permissions: 'Behörigheter som kräver en administratör',
    whoHelps: 'Här kan du få hjälp',
    whatToDo:
      'Be en administratör i din organisation att ge sitt medgivande till programmet och logga sedan in igen.',
    haveAdminAccount: 'Har du själv ett administratörskonto? Logga in med det.',
    useAnother: 'Logga in med ett annat konto',
    back: 'Tillbaka till programmet',
    code: 'Felkod',
  },
  granted: {
    title: 'Medgivandet är givet',
    forOrganization: (application: Html, organization: Html) =>
      html`${application} har nu de här behörigheterna i hela ${organization}:`,
    forUser: (application: Html, organization: Html) =>
      html`${application} har nu de här behörigheterna i ${organization}, för din räkning:`,
    tenantId: 'Klientorganisations-ID att lämna över',
    tenantIdHint: 'Markera det och kopiera det.',
    next: 'Nästa steg',
    handOver: (publisher: Html) =>
      html`Ge klientorganisations-ID:t till ${publisher}. Med det och sin egen hemlighet eller sitt eget certifikat får programmet åtkomsttoken för din organisation.`,
    revoke: 'En administratör tar tillbaka medgivandet genom att ta bort programmet från organisationen.',
    close: 'Du kan stänga den här sidan.',
  },
  device: {
    title: 'Logga in på en annan enhet',
    explanation: 'Skriv koden som visas på din enhet eller i din kommandorad.',
    code: 'Kod',
    warning:
      'Skriv bara en kod som du själv har begärt. Om någon har skickat den till dig vill de använda ditt konto: avbryt här.',
    problems: {
      unknown: 'Koden är okänd. Jämför varje tecken med koden på din enhet.',
      expired: 'Koden har gått ut. Börja om på din enhet för att få en ny.',
      used: 'Koden har redan använts. Börja om på din enhet för att få en ny.',
      'too-many': 'Det har gjorts för många försök. Vänta några minuter och försök igen.',
    },
    confirmTitle: 'Är det du?',
    confirm: (application: Html) => html`Du håller på att logga in i ${application} på en annan enhet.`,
    application: 'Program',
    organization: 'Organisation',
    requestedFrom: 'Begärd från adressen',
    shownCode: 'Kod',
    doneTitle: 'Du är inloggad',
    done: (application: Html) =>
      html`${application} är nu inloggat på din andra enhet. Du kan stänga den här sidan.`,
    declinedTitle: 'Inloggningen avbröts',
    declined: (application: Html) => html`${application} loggades inte in. Du kan stänga den här sidan.`,
  },
  signedOut: {
    title: 'Du är utloggad',
    explanation: 'Stäng alla webbläsarens fönster om andra använder datorn.',
    signInAgain: 'Logga in igen',
  },
  ownAccount: {
    title: 'Ditt konto',
    name: 'Namn',
    username: 'Användarnamn',
    organization: 'Organisation',
    twoStep: 'Tvåstegsverifiering',
    off: 'Av. Ditt lösenord räcker för att logga in.',
    on: 'På. Du loggar in med ditt lösenord och en kod från din autentiseringsapp.',
    enrol: 'Aktivera',
    scan: 'Skanna bilden med en autentiseringsapp eller skriv in nyckeln i den. Skriv sedan koden som appen visar.',
    qrLabel: 'QR-kod med nyckeln nedan',
    key: 'Nyckel',
    confirm: 'Bekräfta',
    removeExplanation: 'Skriv en kod från din autentiseringsapp för att stänga av den.',
    remove: 'Stäng av',
    notices: {
      enrolled: 'Tvåstegsverifiering är på.',
      removed: 'Tvåstegsverifiering är av.',
    },
  },
  refusal: {
    title: 'Den här inloggningen kan inte fortsätta',
    whatToDo: 'Vad du kan göra',
    details: 'För den som hjälper dig',
    code: 'Felkod',
    message: 'Meddelande',
    traceId: 'Spårnings-ID',
    correlationId: 'Korrelations-ID',
    timestamp: 'Tidsstämpel',
    advice: {
      otherwise:
        'Gå tillbaka till programmet och försök igen. Om det händer igen, skicka uppgifterna nedan till programmets utvecklare eller till din administratör.',
      redirectUri:
        'Programmet skickade en returadress som inte finns bland dess registrerade omdirigerings-URI:er. Utvecklaren måste registrera exakt den här adressen eller skicka en registrerad.',
      unknownApplication:
        'Programmet är inte känt i den här organisationen. Kontrollera program-ID:t och klientorganisationen i länken, eller be en administratör att först ge sitt medgivande till programmet.',
      malformed:
        'Länken eller begäran är ofullständig. Börja om från programmet; utvecklaren ser i meddelandet nedan vad som saknas.',
      tenant:
        'Organisationen i länken är inte känd här. Kontrollera klientorganisations-ID:t eller domänen i den.',
      singleTenant:
        'Programmet är registrerat för en enda organisation och länken anger ingen. Utvecklaren behöver ange klientorganisations-ID:t i länken eller öppna programmet för alla organisationer.',
      account:
        'Logga in med ett konto i den här organisationen eller be organisationens administratör att bjuda in dig.',
      assignment: 'Be en administratör i din organisation att tilldela dig programmet.',
      administrator: 'Fråga en administratör i din organisation; uppgifterna nedan är till hjälp.',
      credential:
        'Programmets hemlighet saknas, är fel eller har gått ut. Utvecklaren behöver lägga till en ny i programmet och skicka dess värde, inte dess ID.',
      startAgain: 'Börja om från programmet: sidan var öppen för länge eller har redan använts.',
      consent: 'Be en administratör i din organisation att ge sitt medgivande till programmet.',
    },
  },
  formPost: {
    title: 'Tillbaka till programmet',
    explanation: 'Tryck på Fortsätt om inget händer.',
  },
  nativeClient: {
    title: 'Du kan stänga det här fönstret',
  },
};
