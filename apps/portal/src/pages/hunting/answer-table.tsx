import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { saveAsFile } from '../../components/save-as-file.ts';
import type { TimedAnswer } from '../../data/hunting.ts';
import { useTexts } from '../../language/language-context.tsx';
import { answerCsv } from './answer-csv.ts';
import { cellText } from './cell-text.ts';

const useStyles = makeStyles({
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    margin: `${tokens.spacingVerticalL} 0 ${tokens.spacingVerticalS}`,
  },
  cell: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, whiteSpace: 'pre-wrap' },
  more: { marginTop: tokens.spacingVerticalM },
});

/** Rows shown at first, and with each further click: a browser lays out no 100,000 rows at once. */
const SHOWN_AT_ONCE = 200;

interface Row {
  readonly at: number;
  readonly cells: TimedAnswer['results'][number];
}

/** The rows that a query answered. */
export const AnswerTable = ({ answer }: { readonly answer: TimedAnswer }) => {
  const styles = useStyles();
  const { hunting: texts } = useTexts();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const { schema, results, seconds } = answer;
  const columns = schema.map(
    ({ name, type }): Column<Row> => ({
      name,
      show: ({ cells }) => <bdi className={styles.cell}>{cellText(cells[name])}</bdi>,
      width: type === 'Boolean' ? '7rem' : '13rem',
    }),
  );
  return (
    <>
      <div className={styles.top}>
        <output>{texts.counted(results.length, seconds)}</output>
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() => saveAsFile('hunting.csv', answerCsv(answer), 'text/csv;charset=utf-8')}
        >
          {texts.save}
        </Button>
      </div>
      <DataTable
        label={texts.results}
        columns={columns}
        rows={results.slice(0, shown).map((cells, at) => ({ at, cells }))}
        keyOf={({ at }) => String(at)}
        empty={texts.empty}
      />
      {results.length > shown && (
        <Button className={styles.more} onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {texts.showMore(results.length - shown)}
        </Button>
      )}
    </>
  );
};
