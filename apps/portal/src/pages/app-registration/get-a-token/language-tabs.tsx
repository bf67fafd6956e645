import { makeStyles, tokens } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import { SNIPPET_LANGUAGES, type SnippetLanguage } from './snippets/languages.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', marginBottom: tokens.spacingVerticalXS },
  tab: {
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderBottom: '3px solid transparent',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    font: 'inherit',
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-selected="true"]': {
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
      borderBottomColor: tokens.colorCompoundBrandStroke,
    },
  },
});

const LANGUAGES = Object.keys(SNIPPET_LANGUAGES) as readonly SnippetLanguage[];

/** Where the arrow keys lead from a tab, and Home and End; `undefined` for other keys. */
const targetOf = (key: string, at: number): SnippetLanguage | undefined => {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: -1,
  };
  const target = steps[key];
  return target === undefined ? undefined : LANGUAGES.at(target % LANGUAGES.length);
};

interface LanguageTabsProps {
  readonly label: string;
  readonly selected: SnippetLanguage;
  readonly onSelect: (language: SnippetLanguage) => void;
  readonly tabId: (language: SnippetLanguage) => string;
  readonly panelId: string;
}

/** The languages as tabs: one stop for the keyboard, and arrow keys among them (WAI-ARIA, tabs pattern). */
export const LanguageTabs = ({ label, selected, onSelect, tabId, panelId }: LanguageTabsProps) => {
  const styles = useStyles();
  const move = (event: KeyboardEvent): void => {
    const target = targetOf(event.key, LANGUAGES.indexOf(selected));
    if (!target) return;
    event.preventDefault();
    onSelect(target);
    document.getElementById(tabId(target))?.focus();
  };
  return (
    <div className={styles.list} role="tablist" aria-label={label}>
      {LANGUAGES.map(language => (
        <button
          key={language}
          id={tabId(language)}
          type="button"
          role="tab"
          className={styles.tab}
          aria-selected={language === selected}
          aria-controls={panelId}
          tabIndex={language === selected ? 0 : -1}
          onClick={() => onSelect(language)}
          onKeyDown={move}
        >
          {SNIPPET_LANGUAGES[language]}
        </button>
      ))}
    </div>
  );
};
