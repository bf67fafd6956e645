import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { ChoiceField } from '../../components/choice-field.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { useTexts } from '../../language/language-context.tsx';
import { namesOf, RANGES } from './log-address.ts';
import type { LogFilter } from './use-log-filter.ts';

interface LogFiltersProps {
  readonly filter: LogFilter;
  /** What can be searched for. */
  readonly searchLabel: string;
  /** The filter that this log has alone. */
  readonly children: ReactNode;
}

/** Narrows a log to a time, an outcome, and what is searched for. */
export const LogFilters = ({ filter, searchLabel, children }: LogFiltersProps) => {
  const { logs: texts } = useTexts();
  return (
    <FilterBar>
      <SearchField label={searchLabel} initial={filter.search} onSearch={filter.setSearch} />
      <ChoiceField
        label={texts.since}
        choices={namesOf(RANGES)}
        nameOf={range => texts.ranges[range]}
        value={filter.range}
        onChange={range => filter.change('since', range)}
      />
      <ChoiceField
        label={texts.outcome}
        choices={namesOf(texts.outcomes)}
        nameOf={outcome => texts.outcomes[outcome]}
        value={filter.outcome}
        onChange={outcome => filter.change('status', outcome)}
      />
      {children}
      <Button icon={<ArrowClockwiseRegular />} onClick={filter.refresh}>
        {texts.refresh}
      </Button>
    </FilterBar>
  );
};
