import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { LANGUAGES, SNIPPET_LANGUAGES, type SnippetLanguage, snippetOf } from './snippets/languages.ts';
import type { TokenRequest } from './snippets/token-request.ts';

const useStyles = makeStyles({
  snippet: {
    display: 'flex',
    alignItems: 'flex-start',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    padding: tokens.spacingHorizontalS,
  },
  scroll: { flexGrow: 1, minWidth: 0, overflowX: 'auto' },
  code: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
});

interface SnippetProps {
  readonly snippet: string;
  /** What it is, for people who do not see where it stands. */
  readonly name: string;
}

const Snippet = ({ snippet, name }: SnippetProps) => {
  const styles = useStyles();
  return (
    <div className={styles.snippet}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard. */}
      <section className={styles.scroll} aria-label={name} tabIndex={0}>
        <pre className={styles.code} dir="ltr">
          <code>{snippet}</code>
        </pre>
      </section>
      <CopyButton text={snippet} name={name} />
    </div>
  );
};

interface SnippetViewProps {
  readonly request: TokenRequest;
  readonly language: SnippetLanguage;
  readonly onLanguage: (language: SnippetLanguage) => void;
}

/** A token request in the language that is chosen, ready to copy. */
export const SnippetView = ({ request, language, onLanguage }: SnippetViewProps) => {
  const { getAToken: texts } = useTexts();
  const snippet = snippetOf(language, request);
  return (
    <Tabs
      label={texts.language}
      tabs={LANGUAGES.map(name => ({ name, title: SNIPPET_LANGUAGES[name] }))}
      selected={language}
      onSelect={onLanguage}
    >
      {snippet === undefined ? (
        <Text>{texts.inPageOnly}</Text>
      ) : (
        <Snippet snippet={snippet} name={texts.snippet(SNIPPET_LANGUAGES[language])} />
      )}
    </Tabs>
  );
};
