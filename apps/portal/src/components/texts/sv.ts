import type { en } from './en.ts';

export const sv: typeof en = {
  common: {
    cancel: 'Avbryt',
    close: 'Stäng',
    save: 'Spara',
    delete: 'Ta bort',
    add: 'Lägg till',
    remove: 'Ta bort',
    back: 'Tillbaka',
    loadMore: 'Läs in fler',
    loading: 'Läser in …',
    copy: name => `Kopiera ${name}`,
    copied: name => `${name} har kopierats`,
    saved: 'Sparat.',
    none: 'Inga',
    required: 'Fältet måste fyllas i.',
    optional: 'valfritt',
    tooLong: most => `Högst ${most} tecken.`,
  },
  problems: {
    whoCanHelp: 'De här kan hjälpa till:',
    retry: 'Försök igen',
    requestId: id => `(Begäran ${id})`,
    unreachable: { title: 'Servern svarar inte.', wayOut: 'Kontrollera att Vakt körs och försök igen.' },
    denied: {
      title: 'Det får du inte göra.',
      wayOut: 'En Global Administrator i din klientorganisation kan göra det eller ge dig rollen.',
    },
    'not-found': {
      title: 'Det finns inte.',
      wayOut: 'Någon kan ha tagit bort det. Gå tillbaka till listan.',
    },
    conflict: {
      title: 'Det stämmer inte med hur det ser ut nu.',
      wayOut: 'Se hur det ser ut nu och försök igen.',
    },
    throttled: { title: 'För många anrop.', wayOut: 'Vänta en stund och försök igen.' },
    unavailable: { title: 'Servern kan inte svara just nu.', wayOut: 'Försök igen om en stund.' },
    invalid: { title: 'Servern godtog inte detta.', wayOut: 'Rätta det och försök igen.' },
    unexpected: { title: 'Något gick fel.', wayOut: 'Läs in sidan igen; det som sparats är kvar.' },
  },
};
