import type { en } from './en.ts';

export const da: typeof en = {
  common: {
    cancel: 'Annuller',
    close: 'Luk',
    save: 'Gem',
    delete: 'Slet',
    add: 'Tilføj',
    remove: 'Fjern',
    back: 'Tilbage',
    loadMore: 'Indlæs flere',
    loading: 'Indlæser …',
    copy: name => `Kopiér ${name}`,
    copied: name => `${name} er kopieret`,
    saved: 'Gemt.',
    none: 'Ingen',
    required: 'Feltet skal udfyldes.',
    optional: 'valgfrit',
    tooLong: most => `Højst ${most} tegn.`,
  },
  problems: {
    whoCanHelp: 'Disse kan hjælpe:',
    retry: 'Prøv igen',
    requestId: id => `(Forespørgsel ${id})`,
    unreachable: { title: 'Serveren svarer ikke.', wayOut: 'Kontrollér, at Vakt kører, og prøv igen.' },
    denied: {
      title: 'Det må du ikke.',
      wayOut: 'En Global Administrator i din lejer kan gøre det eller give dig rollen.',
    },
    'not-found': { title: 'Det findes ikke.', wayOut: 'Nogen kan have slettet det. Gå tilbage til listen.' },
    conflict: {
      title: 'Det passer ikke med den nuværende tilstand.',
      wayOut: 'Se på den nuværende tilstand, og prøv igen.',
    },
    throttled: { title: 'For mange kald.', wayOut: 'Vent et øjeblik, og prøv igen.' },
    unavailable: { title: 'Serveren kan ikke svare lige nu.', wayOut: 'Prøv igen om lidt.' },
    invalid: { title: 'Serveren tog ikke imod dette.', wayOut: 'Ret det, og prøv igen.' },
    unexpected: { title: 'Noget gik galt.', wayOut: 'Genindlæs siden; det gemte er bevaret.' },
  },
};
