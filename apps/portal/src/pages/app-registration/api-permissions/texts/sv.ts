import type { en } from './en.ts';

export const sv: typeof en = {
  lead: 'Ett program får anropa ett API när det ber om en behörighet här och behörigheten har beviljats: genom medgivande från en administratör, eller från användare för egen del.',
  configured: 'Konfigurerade behörigheter',
  others: 'Andra beviljade behörigheter',
  othersLead:
    'De är beviljade men inte längre konfigurerade. De fungerar tills medgivandet återkallas, och efterfrågas inte i en annan klientorganisation.',
  addPermission: 'Lägg till en behörighet',
  grant: tenant => `Bevilja administratörsmedgivande för ${tenant}`,
  nothingConfigured: 'Programmet ber ännu inte om några behörigheter. Välj ”Lägg till en behörighet”.',
  nothingToGrant: 'Allt som är konfigurerat har beviljats.',
  permissionsOf: api => `Behörigheter i ${api}`,
  otherPermissionsOf: api => `Andra behörigheter i ${api}`,
  columns: {
    permission: 'API-/behörighetsnamn',
    type: 'Typ',
    description: 'Beskrivning',
    adminConsent: 'Administratörsmedgivande krävs',
    status: 'Status',
    actions: 'Åtgärder',
  },
  types: { Role: 'Program', Scope: 'Delegerad' },
  yes: 'Ja',
  no: 'Nej',
  status: {
    granted: tenant => `Beviljad för ${tenant}`,
    'added-later': () =>
      'Inte beviljad: tillagd efter det senaste medgivandet. Den har ingen verkan förrän medgivande beviljas igen',
    'not-granted': tenant => `Inte beviljad för ${tenant}`,
    'asked-at-sign-in': () => 'Inte beviljad: varje användare tillfrågas vid inloggningen',
    'granted-by-users': () => 'Beviljad av några användare, bara för egen del',
  },
  unknown: 'API:et erbjuder inte längre behörigheten eller finns inte i den här klientorganisationen.',
  addedLater: {
    title: count =>
      count === 1
        ? '1 behörighet har lagts till efter det senaste medgivandet.'
        : `${count} behörigheter har lagts till efter det senaste medgivandet.`,
    text: 'Token innehåller inte det tillagda förrän medgivande beviljas igen.',
  },
  actionsOf: permission => `Åtgärder för ${permission}`,
  remove: {
    action: 'Ta bort behörighet',
    title: permission => `Ta bort ${permission}?`,
    text: 'Programmet ber inte längre om behörigheten.',
    stillGranted:
      'Medgivandet finns kvar tills det återkallas: behörigheten visas under ”Andra beviljade behörigheter” och fungerar.',
    confirm: 'Ta bort',
    done: permission => `${permission} har tagits bort.`,
  },
  revoke: {
    action: 'Återkalla administratörsmedgivande',
    title: permission => `Återkalla medgivandet till ${permission}?`,
    text: 'Nya token innehåller inte längre behörigheten. Token som redan finns behåller den tills de upphör, högst någon timme senare.',
    confirm: 'Återkalla',
    done: permission => `Medgivandet till ${permission} har återkallats.`,
  },
  consent: {
    title: tenant => `Bevilja administratörsmedgivande för ${tenant}?`,
    text: 'Programmet får de här behörigheterna, för alla i klientorganisationen:',
    confirm: 'Bevilja medgivande',
    done: tenant => `Medgivande har beviljats för ${tenant}.`,
  },
  whoCanHelp: {
    title: 'Du får inte bevilja medgivande.',
    rolesNeeded: roles => `Det kräver någon av katalogrollerna ${roles}.`,
    graphRoles:
      'Programbehörigheter i Microsoft Graph öppnar själva katalogen och kan bara beviljas av de här rollerna.',
    ask: 'Skicka länken nedan till någon som kan, till exempel:',
    askAny: 'Skicka länken nedan till en administratör i din klientorganisation.',
  },
  link: {
    title: 'Länk för administratörsmedgivande',
    text: 'Den som får bevilja medgivande öppnar länken, loggar in och ser vad som efterfrågas innan det godkänns.',
  },
  panel: {
    title: 'Begär API-behörigheter',
    selectApi: 'Välj ett API',
    tabs: {
      microsoft: 'Microsoft-API:er',
      organization: 'API:er som min organisation använder',
      own: 'Mina API:er',
    },
    search: 'Sök efter ett API',
    searchHint:
      'Börja skriva ett API:s namn eller program-ID. WindowsDefenderATP och Microsoft Threat Protection visas inte i listan förrän du skriver namnet.',
    noneFound: 'Inget API i den här klientorganisationen har det namnet eller ID:t.',
    noneMicrosoft: 'Den här klientorganisationen har inget av dem.',
    noneOwn: 'Inget av dina program erbjuder behörigheter till andra.',
    otherApi: 'Alla API:er',
    typeQuestion: 'Vilken typ av behörigheter kräver ditt program?',
    types: {
      Scope: {
        name: 'Delegerade behörigheter',
        text: 'Det anropar API:et som den användare som är inloggad.',
      },
      Role: {
        name: 'Programbehörigheter',
        text: 'Det körs som en bakgrundstjänst eller daemon, utan att någon användare är inloggad.',
      },
    },
    noneOfType: 'Det här API:et erbjuder inga.',
    searchPermissions: 'Sök efter en behörighet',
    noPermissionFound: 'Ingen behörighet har de orden i sitt namn eller sin beskrivning.',
    groupOf: (name, count) => `${name} (${count})`,
    needsAdmin: 'Administratörsmedgivande krävs',
    needsNoAdmin: 'Användare kan ge medgivande för egen del',
    isConfigured: 'Redan konfigurerad',
    opens: 'Krävs för',
    add: 'Lägg till behörigheter',
    chosen: count => (count === 1 ? '1 behörighet är vald' : `${count} behörigheter är valda`),
    done: count => (count === 1 ? '1 behörighet har lagts till.' : `${count} behörigheter har lagts till.`),
  },
};
