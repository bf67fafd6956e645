const BAR_WIDTH = 24;

/** How far an import has come. */
export interface ImportProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
}

/** One line: a bar, the share that was read, the rows that were stored. */
export const progressLine = ({ bytesRead, bytesTotal, rows }: ImportProgress): string => {
  const share = bytesTotal === 0 ? 1 : Math.min(1, bytesRead / bytesTotal);
  const done = Math.round(share * BAR_WIDTH);
  const bar = '█'.repeat(done) + '░'.repeat(BAR_WIDTH - done);
  return `${bar} ${Math.floor(share * 100)} %  ${rows.toLocaleString('en-GB')} rows stored`;
};
