import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Tabs } from '../../../../components/tabs.tsx';
import type { Api } from '../../../../data/api.ts';
import { useApis, useOwnApis } from '../../../../data/apis.ts';
import { useTexts } from '../../../../language/language-context.tsx';
import { ApiList } from './api-list.tsx';
import { microsoftApis } from './api-search.ts';
import { SearchedApis } from './searched-apis.tsx';

const useStyles = makeStyles({
  choice: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

const TABS = ['microsoft', 'organization', 'own'] as const;
type ApiTab = (typeof TABS)[number];

interface ApiChoiceProps {
  readonly onChosen: (api: Api) => void;
}

/** The first step: an API of Microsoft's, one that the organization uses, or one of the person's own. */
export const ApiChoice = ({ onChosen }: ApiChoiceProps) => {
  const styles = useStyles();
  const { panel: texts } = useTexts().apiPermissions;
  const [tab, setTab] = useState<ApiTab>('microsoft');
  const { data: apis } = useApis();
  const { data: ownApis } = useOwnApis();
  return (
    <div className={styles.choice}>
      <Subtitle2 as="h3">{texts.selectApi}</Subtitle2>
      <Tabs
        label={texts.selectApi}
        tabs={TABS.map(name => ({ name, title: texts.tabs[name] }))}
        selected={tab}
        onSelect={setTab}
      >
        {tab === 'microsoft' && (
          <ApiList apis={apis && microsoftApis(apis)} empty={texts.noneMicrosoft} onChosen={onChosen} />
        )}
        {tab === 'organization' && <SearchedApis apis={apis} onChosen={onChosen} />}
        {tab === 'own' && <ApiList apis={ownApis} empty={texts.noneOwn} onChosen={onChosen} />}
      </Tabs>
    </div>
  );
};
