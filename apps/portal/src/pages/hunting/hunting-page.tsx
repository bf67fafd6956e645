import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { DismissRegular, PlayRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ChoiceField } from '../../components/choice-field.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { useHunt } from '../../data/hunting.ts';
import { useTexts } from '../../language/language-context.tsx';
import { AnswerTable } from './answer-table.tsx';
import { QueryEditor } from './query-editor.tsx';
import { useWrittenQuery } from './written-query.ts';

/** How far a query looks back: ISO 8601, or as far as the service does. */
const LOOK_BACKS = ['service', 'PT1H', 'P1D', 'P7D', 'P30D'] as const;

type LookBack = (typeof LOOK_BACKS)[number];

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

/** Write a query, run it, look at its rows. */
export const HuntingPage = () => {
  const styles = useStyles();
  const { hunting: texts } = useTexts();
  const [query, setQuery] = useWrittenQuery();
  const [lookBack, setLookBack] = useState<LookBack>('service');
  const { answer, problem, isRunning, run, cancel } = useHunt();
  const start = (): void => {
    if (query.trim() === '') return;
    void run({ Query: query, ...(lookBack !== 'service' && { Timespan: lookBack }) });
  };
  return (
    <div className={styles.column}>
      <PageHeader title={texts.title} description={texts.lead} />
      <QueryEditor text={query} onChange={setQuery} onRun={start} />
      <FilterBar>
        <Button appearance="primary" icon={<PlayRegular />} disabledFocusable={isRunning} onClick={start}>
          {texts.run}
        </Button>
        {isRunning && (
          <Button icon={<DismissRegular />} onClick={cancel}>
            {texts.cancel}
          </Button>
        )}
        <ChoiceField
          label={texts.lookBack}
          choices={LOOK_BACKS}
          nameOf={one => texts.lookBacks[one]}
          value={lookBack}
          onChange={setLookBack}
        />
      </FilterBar>
      <ProblemAndHelp problem={problem} />
      {isRunning && <Spinner label={texts.running} />}
      {answer && <AnswerTable key={answer.seconds} answer={answer} />}
    </div>
  );
};
