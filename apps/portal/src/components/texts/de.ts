import type { en } from './en.ts';

export const de: typeof en = {
  common: {
    cancel: 'Abbrechen',
    close: 'Schließen',
    save: 'Speichern',
    delete: 'Löschen',
    add: 'Hinzufügen',
    remove: 'Entfernen',
    back: 'Zurück',
    loadMore: 'Mehr laden',
    loading: 'Wird geladen …',
    copy: name => `${name} kopieren`,
    copied: name => `${name} kopiert`,
    saved: 'Gespeichert.',
    none: 'Keine',
    required: 'Dieses Feld muss ausgefüllt werden.',
    optional: 'optional',
    tooLong: most => `Höchstens ${most} Zeichen.`,
  },
  problems: {
    whoCanHelp: 'Diese Personen können helfen:',
    retry: 'Erneut versuchen',
    requestId: id => `(Anforderung ${id})`,
    unreachable: {
      title: 'Der Server antwortet nicht.',
      wayOut: 'Prüfen Sie, ob Vakt läuft, und versuchen Sie es erneut.',
    },
    denied: {
      title: 'Das dürfen Sie nicht.',
      wayOut: 'Ein Global Administrator Ihres Mandanten kann es tun oder Ihnen die Rolle geben.',
    },
    'not-found': {
      title: 'Das gibt es nicht.',
      wayOut: 'Vielleicht hat es jemand gelöscht. Gehen Sie zurück zur Liste.',
    },
    conflict: {
      title: 'Das passt nicht zum jetzigen Stand.',
      wayOut: 'Sehen Sie sich den jetzigen Stand an und versuchen Sie es erneut.',
    },
    throttled: { title: 'Zu viele Aufrufe.', wayOut: 'Warten Sie einen Moment und versuchen Sie es erneut.' },
    unavailable: {
      title: 'Der Server kann gerade nicht antworten.',
      wayOut: 'Versuchen Sie es gleich noch einmal.',
    },
    invalid: {
      title: 'Der Server hat das nicht angenommen.',
      wayOut: 'Berichtigen Sie es und versuchen Sie es erneut.',
    },
    unexpected: {
      title: 'Etwas ist schiefgegangen.',
      wayOut: 'Laden Sie die Seite neu; Gespeichertes ist sicher.',
    },
  },
};
