export const en = {
  title: 'Advanced hunting',
  lead: 'Ask the events of this tenant in the Kusto Query Language. Ctrl+Space offers what fits, Ctrl+Enter runs the query.',
  query: 'Query',
  run: 'Run query',
  cancel: 'Cancel',
  running: 'The query is running',
  lookBack: 'Time range',
  lookBacks: {
    service: 'As the query says, at most 30 days',
    PT1H: 'The last hour',
    P1D: 'The last 24 hours',
    P7D: 'The last 7 days',
    P30D: 'The last 30 days',
  },
  results: 'Results',
  counted: (rows: number, seconds: number) =>
    `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} in ${seconds.toLocaleString('en', { maximumFractionDigits: 2 })} seconds`,
  empty: 'The query found no row.',
  save: 'Save as CSV',
  showMore: (rows: number) => `Show more rows (${rows.toLocaleString('en')} left)`,
  useName: (name: string) => `Use ${name}`,
};
