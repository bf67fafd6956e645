import { PersonAddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ButtonLink } from '../../components/button-link.tsx';
import { ChoiceField } from '../../components/choice-field.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { useUsers } from '../../data/users.ts';
import { useTexts } from '../../language/language-context.tsx';
import { UserTable } from './user-table.tsx';

const TYPES = ['all', 'Member', 'Guest'] as const;
const STATES = ['all', 'enabled', 'disabled'] as const;

/** The people of the tenant. */
export const UsersPage = () => {
  const { users: texts } = useTexts();
  const [search, setSearch] = useState('');
  const [type, setType] = useState<(typeof TYPES)[number]>('all');
  const [state, setState] = useState<(typeof STATES)[number]>('all');
  const users = useUsers({
    search,
    userType: type === 'all' ? undefined : type,
    accountEnabled: state === 'all' ? undefined : state === 'enabled',
  });
  return (
    <>
      <PageHeader
        title={texts.title}
        description={texts.lead}
        actions={
          <ButtonLink to="/users/new" appearance="primary" icon={<PersonAddRegular />}>
            {texts.newUser}
          </ButtonLink>
        }
      />
      <FilterBar>
        <SearchField label={texts.search} onSearch={setSearch} />
        <ChoiceField
          label={texts.columns.type}
          choices={TYPES}
          nameOf={choice => (choice === 'all' ? texts.anyType : texts.types[choice])}
          value={type}
          onChange={setType}
        />
        <ChoiceField
          label={texts.columns.state}
          choices={STATES}
          nameOf={choice => (choice === 'all' ? texts.anyState : texts[choice])}
          value={state}
          onChange={setState}
        />
      </FilterBar>
      <ProblemAndHelp problem={users.problem} onRetry={users.refresh} />
      {(users.rows || !users.problem) && <UserTable users={users.rows} />}
      <LoadMore pages={users} />
    </>
  );
};
