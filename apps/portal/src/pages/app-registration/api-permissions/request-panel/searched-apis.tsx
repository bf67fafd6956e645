import { Field, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Api } from '../../../../data/api.ts';
import { useTexts } from '../../../../language/language-context.tsx';
import { ApiList } from './api-list.tsx';
import { searchApis } from './api-search.ts';

const useStyles = makeStyles({
  search: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface SearchedApisProps {
  /** Not there yet while `undefined`. */
  readonly apis: readonly Api[] | undefined;
  readonly onChosen: (api: Api) => void;
}

/** The APIs of the tenant; some of them appear when their name is typed. */
export const SearchedApis = ({ apis, onChosen }: SearchedApisProps) => {
  const styles = useStyles();
  const { panel: texts } = useTexts().apiPermissions;
  const [search, setSearch] = useState('');
  return (
    <div className={styles.search}>
      <Field label={texts.search} hint={texts.searchHint}>
        <SearchBox
          value={search}
          maxLength={256}
          autoComplete="off"
          onChange={(_, { value }) => setSearch(value)}
        />
      </Field>
      <ApiList apis={apis && searchApis(apis, search)} empty={texts.noneFound} onChosen={onChosen} />
    </div>
  );
};
