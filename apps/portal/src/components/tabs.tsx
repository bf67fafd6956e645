import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { SHOWN_TAB, TAB, TAB_LIST } from './tab-styles.ts';

const useStyles = makeStyles({
  list: TAB_LIST,
  tab: {
    border: 0,
    ...TAB,
    background: 'none',
    font: 'inherit',
    cursor: 'pointer',
    '&[aria-selected="true"]': SHOWN_TAB,
  },
  panel: { paddingTop: tokens.spacingVerticalM, minWidth: 0 },
});

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

interface TabsProps<Name extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly name: Name; readonly title: string }[];
  readonly selected: Name;
  readonly onSelect: (name: Name) => void;
  /** What the selected tab shows. */
  readonly children: ReactNode;
}

/** Parts of one page of which one is shown (WAI-ARIA Authoring Practices: tabs); the arrow keys go from tab to tab. */
export const Tabs = <Name extends string>({ label, tabs, selected, onSelect, children }: TabsProps<Name>) => {
  const styles = useStyles();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const goTo = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ name }) => name === selected);
    const next = tabs.at((at + step) % tabs.length);
    if (!next) return;
    event.preventDefault();
    onSelect(next.name);
    list.current?.querySelectorAll('button').item(tabs.indexOf(next)).focus();
  };
  return (
    <div>
      <div ref={list} role="tablist" aria-label={label} className={styles.list}>
        {tabs.map(({ name, title }) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            aria-selected={name === selected}
            aria-controls={`${id}-panel`}
            tabIndex={name === selected ? 0 : -1}
            className={styles.tab}
            onClick={() => onSelect(name)}
            onKeyDown={goTo}
          >
            {title}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${selected}`} className={styles.panel}>
        {children}
      </div>
    </div>
  );
};
