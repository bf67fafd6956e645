import { Button } from '@fluentui/react-components';
import { PersonAvailableRegular } from '@fluentui/react-icons';
import { useNotice } from '../../components/notices.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import { useChange } from '../../data/use-change.ts';
import { setAccountEnabled, USERS_KEY, type User } from '../../data/users.ts';
import { useTexts } from '../../language/language-context.tsx';

/** Lets a user sign in again; nothing to ask before. */
export const EnableAccount = ({ user }: { readonly user: User }) => {
  const { users: texts } = useTexts();
  const graph = useGraph();
  const notify = useNotice();
  const enabling = useChange({
    change: () => setAccountEnabled(graph, user.id, true),
    outdates: [USERS_KEY],
    onDone: () => notify(texts.accountEnabled),
  });
  return (
    <>
      <Button
        icon={<PersonAvailableRegular />}
        disabledFocusable={enabling.isRunning}
        onClick={() => void enabling.run(undefined)}
      >
        {texts.enable}
      </Button>
      <ProblemAndHelp problem={enabling.problem} />
    </>
  );
};
