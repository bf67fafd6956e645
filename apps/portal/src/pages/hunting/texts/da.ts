export const da = {
  title: 'Avanceret jagt',
  lead: 'Spørg denne lejers hændelser i Kusto-forespørgselssproget. Ctrl+mellemrum tilbyder det, der passer, og Ctrl+Enter kører forespørgslen.',
  query: 'Forespørgsel',
  run: 'Kør forespørgsel',
  cancel: 'Annuller',
  running: 'Forespørgslen kører',
  lookBack: 'Tidsrum',
  lookBacks: {
    service: 'Som forespørgslen siger, højst 30 dage',
    PT1H: 'Den seneste time',
    P1D: 'De seneste 24 timer',
    P7D: 'De seneste 7 dage',
    P30D: 'De seneste 30 dage',
  },
  results: 'Resultater',
  counted: (rows: number, seconds: number) =>
    `${rows.toLocaleString('da')} ${rows === 1 ? 'række' : 'rækker'} på ${seconds.toLocaleString('da', { maximumFractionDigits: 2 })} sekunder`,
  empty: 'Forespørgslen fandt ingen række.',
  save: 'Gem som CSV',
  showMore: (rows: number) => `Vis flere rækker (${rows.toLocaleString('da')} tilbage)`,
  useName: (name: string) => `Brug ${name}`,
};
