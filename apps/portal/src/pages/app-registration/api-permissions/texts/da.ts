import type { en } from './en.ts';

export const da: typeof en = {
  lead: 'Et program må kalde en API, når det beder om en tilladelse her, og tilladelsen er givet: med samtykke fra en administrator eller fra brugere for dem selv.',
  configured: 'Konfigurerede tilladelser',
  others: 'Andre givne tilladelser',
  othersLead:
    'De er givet, men er ikke længere konfigureret. De virker, indtil samtykket tilbagekaldes, og der bedes ikke om dem i en anden lejer.',
  addPermission: 'Tilføj en tilladelse',
  grant: tenant => `Giv administratorsamtykke for ${tenant}`,
  nothingConfigured: 'Programmet beder endnu ikke om nogen tilladelser. Vælg “Tilføj en tilladelse”.',
  nothingToGrant: 'Alt det konfigurerede er givet.',
  permissionsOf: api => `Tilladelser i ${api}`,
  otherPermissionsOf: api => `Andre tilladelser i ${api}`,
  columns: {
    permission: 'API-/tilladelsesnavn',
    type: 'Type',
    description: 'Beskrivelse',
    adminConsent: 'Administratorsamtykke kræves',
    status: 'Status',
    actions: 'Handlinger',
  },
  types: { Role: 'Program', Scope: 'Delegeret' },
  yes: 'Ja',
  no: 'Nej',
  status: {
    granted: tenant => `Givet for ${tenant}`,
    'added-later': () =>
      'Ikke givet: tilføjet efter det seneste samtykke. Den har ingen virkning, før der gives samtykke igen',
    'not-granted': tenant => `Ikke givet for ${tenant}`,
    'asked-at-sign-in': () => 'Ikke givet: hver bruger spørges ved logon',
    'granted-by-users': () => 'Givet af nogle brugere, kun for dem selv',
  },
  unknown: "API'en tilbyder ikke længere tilladelsen eller findes ikke i denne lejer.",
  addedLater: {
    title: count =>
      count === 1
        ? '1 tilladelse er tilføjet efter det seneste samtykke.'
        : `${count} tilladelser er tilføjet efter det seneste samtykke.`,
    text: 'Tokener indeholder ikke det tilføjede, før der gives samtykke igen.',
  },
  actionsOf: permission => `Handlinger for ${permission}`,
  remove: {
    action: 'Fjern tilladelse',
    title: permission => `Fjern ${permission}?`,
    text: 'Programmet beder ikke længere om tilladelsen.',
    stillGranted:
      'Samtykket bliver, indtil det tilbagekaldes: tilladelsen vises under “Andre givne tilladelser” og virker.',
    confirm: 'Fjern',
    done: permission => `${permission} er fjernet.`,
  },
  revoke: {
    action: 'Tilbagekald administratorsamtykke',
    title: permission => `Tilbagekald samtykket til ${permission}?`,
    text: 'Nye tokener indeholder ikke længere tilladelsen. Tokener, der findes allerede, beholder den, til de udløber, højst en times tid senere.',
    confirm: 'Tilbagekald',
    done: permission => `Samtykket til ${permission} er tilbagekaldt.`,
  },
  consent: {
    title: tenant => `Giv administratorsamtykke for ${tenant}?`,
    text: 'Programmet får disse tilladelser, for alle i lejeren:',
    confirm: 'Giv samtykke',
    done: tenant => `Der er givet samtykke for ${tenant}.`,
  },
  whoCanHelp: {
    title: 'Du må ikke give samtykke.',
    rolesNeeded: roles => `Det kræver en af katalogrollerne ${roles}.`,
    graphRoles:
      'Programtilladelser i Microsoft Graph åbner selve kataloget og kan kun gives af disse roller.',
    ask: 'Send linket nedenfor til en, der kan, for eksempel:',
    askAny: 'Send linket nedenfor til en administrator i din lejer.',
  },
  link: {
    title: 'Link til administratorsamtykke',
    text: 'Den, der må give samtykke, åbner linket, logger på og ser, hvad der bedes om, før der svares ja.',
  },
  panel: {
    title: 'Anmod om API-tilladelser',
    selectApi: 'Vælg en API',
    tabs: {
      microsoft: "Microsoft-API'er",
      organization: "API'er, som min organisation bruger",
      own: "Mine API'er",
    },
    search: 'Søg efter en API',
    searchHint:
      "Begynd at skrive en API's navn eller program-id. WindowsDefenderATP og Microsoft Threat Protection vises ikke på listen, før du skriver navnet.",
    noneFound: 'Ingen API i denne lejer har det navn eller id.',
    noneMicrosoft: 'Denne lejer har ingen af dem.',
    noneOwn: 'Ingen af dine programmer tilbyder andre tilladelser.',
    otherApi: "Alle API'er",
    typeQuestion: 'Hvilken type tilladelser skal dit program bruge?',
    types: {
      Scope: {
        name: 'Delegerede tilladelser',
        text: "Det kalder API'en som den bruger, der er logget på.",
      },
      Role: {
        name: 'Programtilladelser',
        text: 'Det kører som en baggrundstjeneste eller daemon, uden at en bruger er logget på.',
      },
    },
    noneOfType: 'Denne API tilbyder ingen.',
    searchPermissions: 'Søg efter en tilladelse',
    noPermissionFound: 'Ingen tilladelse har de ord i sit navn eller sin beskrivelse.',
    groupOf: (name, count) => `${name} (${count})`,
    needsAdmin: 'Administratorsamtykke kræves',
    needsNoAdmin: 'Brugere kan give samtykke for sig selv',
    isConfigured: 'Allerede konfigureret',
    opens: 'Kræves for',
    add: 'Tilføj tilladelser',
    chosen: count => (count === 1 ? '1 tilladelse er valgt' : `${count} tilladelser er valgt`),
    done: count => (count === 1 ? '1 tilladelse er tilføjet.' : `${count} tilladelser er tilføjet.`),
  },
};
