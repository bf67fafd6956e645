export const sv = {
  title: 'Avancerad jakt',
  lead: 'Fråga klientorganisationens händelser på Kusto-frågespråket. Ctrl+blanksteg föreslår det som passar, och Ctrl+Enter kör frågan.',
  query: 'Fråga',
  run: 'Kör frågan',
  cancel: 'Avbryt',
  running: 'Frågan körs',
  lookBack: 'Tidsintervall',
  lookBacks: {
    service: 'Som frågan säger, högst 30 dagar',
    PT1H: 'Den senaste timmen',
    P1D: 'De senaste 24 timmarna',
    P7D: 'De senaste 7 dagarna',
    P30D: 'De senaste 30 dagarna',
  },
  results: 'Resultat',
  counted: (rows: number, seconds: number) =>
    `${rows.toLocaleString('sv')} ${rows === 1 ? 'rad' : 'rader'} på ${seconds.toLocaleString('sv', { maximumFractionDigits: 2 })} sekunder`,
  empty: 'Frågan hittade ingen rad.',
  save: 'Spara som CSV',
  showMore: (rows: number) => `Visa fler rader (${rows.toLocaleString('sv')} kvar)`,
  useName: (name: string) => `Använd ${name}`,
};
