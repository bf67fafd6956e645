import { makeStyles, tokens } from '@fluentui/react-components';
import type { TokenClaims } from '@vakt/contract/access-token';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { useRoleDefinitions } from '../../data/roles.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useLanguage, useTexts } from '../../language/language-context.tsx';
import { type NoteWords, noteOf } from './claim-note.ts';
import { shownValue } from './claim-value.ts';
import { explain, useExplanations } from './explanations.ts';

const useStyles = makeStyles({
  code: { fontFamily: tokens.fontFamilyMonospace },
  note: { display: 'block', color: tokens.colorNeutralForeground2 },
});

type Claim = readonly [name: string, value: unknown];

interface ClaimsTableProps {
  readonly part: 'header' | 'claims';
  readonly claims: TokenClaims;
}

/** Every claim as it stands in the token, and what it means. */
export const ClaimsTable = ({ part, claims }: ClaimsTableProps) => {
  const styles = useStyles();
  const { tokenInspector: texts } = useTexts();
  const { language } = useLanguage();
  const { dateTime } = useDateFormat();
  const { data: roles } = useRoleDefinitions();
  const words = useExplanations();
  const noteWords: NoteWords | undefined = words && {
    values: words.values,
    dateTime,
    roleNames: new Map(roles?.map(({ id, displayName }) => [id, displayName])),
  };
  const showValue = ([name, value]: Claim) => {
    const { text, left } = shownValue(value);
    const note = noteWords && part === 'claims' ? noteOf(name, value, noteWords) : undefined;
    return (
      <>
        <bdi className={styles.code}>{text}</bdi>
        {left > 0 && ` ${texts.more(left.toLocaleString(language))}`}
        {note && <span className={styles.note}>{note}</span>}
      </>
    );
  };
  const columns: readonly Column<Claim>[] = [
    { name: texts.name, width: '11rem', show: ([name]) => <bdi className={styles.code}>{name}</bdi> },
    { name: texts.value, show: showValue },
    { name: texts.explanation, show: ([name]) => words && explain(words, part, name) },
  ];
  return (
    <DataTable
      label={texts[part]}
      columns={columns}
      rows={Object.entries(claims)}
      keyOf={([name]) => name}
      empty="–"
    />
  );
};
