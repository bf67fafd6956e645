import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { LanguageTabs } from './language-tabs.tsx';
import { SNIPPET_LANGUAGES, type SnippetLanguage, snippetOf } from './snippets/languages.ts';
import type { TokenRequest } from './snippets/token-request.ts';

const useStyles = makeStyles({
  panel: {
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

interface SnippetViewProps {
  readonly request: TokenRequest;
  readonly language: SnippetLanguage;
  readonly onLanguage: (language: SnippetLanguage) => void;
}

/** A token request in the language that is chosen, ready to copy. */
export const SnippetView = ({ request, language, onLanguage }: SnippetViewProps) => {
  const styles = useStyles();
  const { getAToken: texts } = useTexts();
  const panelId = useId();
  const tabId = (tab: SnippetLanguage): string => `${panelId}-${tab}`;
  const snippet = snippetOf(language, request);
  const name = texts.snippet(SNIPPET_LANGUAGES[language]);
  return (
    <div>
      <LanguageTabs
        label={texts.language}
        selected={language}
        onSelect={onLanguage}
        tabId={tabId}
        panelId={panelId}
      />
      <div id={panelId} className={styles.panel} role="tabpanel" aria-labelledby={tabId(language)}>
        {snippet === undefined ? (
          <Text>{texts.inPageOnly}</Text>
        ) : (
          <>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard. */}
            <section className={styles.scroll} aria-label={name} tabIndex={0}>
              <pre className={styles.code} dir="ltr">
                <code>{snippet}</code>
              </pre>
            </section>
            <CopyButton text={snippet} name={name} />
          </>
        )}
      </div>
    </div>
  );
};
