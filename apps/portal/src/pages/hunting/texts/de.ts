export const de = {
  title: 'Erweiterte Suche',
  lead: 'Befragen Sie die Ereignisse dieses Mandanten in der Kusto-Abfragesprache. Strg+Leertaste bietet an, was passt, Strg+Eingabe führt die Abfrage aus.',
  query: 'Abfrage',
  run: 'Abfrage ausführen',
  cancel: 'Abbrechen',
  running: 'Die Abfrage läuft',
  lookBack: 'Zeitraum',
  lookBacks: {
    service: 'Wie die Abfrage sagt, höchstens 30 Tage',
    PT1H: 'Die letzte Stunde',
    P1D: 'Die letzten 24 Stunden',
    P7D: 'Die letzten 7 Tage',
    P30D: 'Die letzten 30 Tage',
  },
  results: 'Ergebnisse',
  counted: (rows: number, seconds: number) =>
    `${rows.toLocaleString('de')} ${rows === 1 ? 'Zeile' : 'Zeilen'} in ${seconds.toLocaleString('de', { maximumFractionDigits: 2 })} Sekunden`,
  empty: 'Die Abfrage hat keine Zeile gefunden.',
  save: 'Als CSV speichern',
  showMore: (rows: number) => `Weitere Zeilen anzeigen (noch ${rows.toLocaleString('de')})`,
  useName: (name: string) => `${name} verwenden`,
};
