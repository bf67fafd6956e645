import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNotice } from '../../../../components/notices.tsx';
import { ProblemMessage } from '../../../../components/problem-message.tsx';
import type { Api, ApiPermission } from '../../../../data/api.ts';
import { useTexts } from '../../../../language/language-context.tsx';
import { useApplicationChange } from '../../use-application-change.ts';
import { withPermissions } from '../requested-access.ts';

const useStyles = makeStyles({
  // Stays in sight below a list of any length.
  bar: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

interface AddPermissionsProps {
  readonly api: Api;
  readonly chosen: readonly ApiPermission[];
  readonly onDone: () => void;
}

/** Adds what was chosen to what the application asks for. */
export const AddPermissions = ({ api, chosen, onDone }: AddPermissionsProps) => {
  const styles = useStyles();
  const { panel: texts } = useTexts().apiPermissions;
  const notify = useNotice();
  const { run, isRunning, problem } = useApplicationChange(() => {
    notify(texts.done(chosen.length));
    onDone();
  });
  const add = (): void =>
    void run(({ requiredResourceAccess }) => ({
      requiredResourceAccess: withPermissions(requiredResourceAccess, {
        resourceAppId: api.appId,
        resourceAccess: chosen.map(({ id, type }) => ({ id, type })),
      }),
    }));
  return (
    <div className={styles.bar}>
      <ProblemMessage problem={problem} />
      <Button appearance="primary" disabledFocusable={chosen.length === 0 || isRunning} onClick={add}>
        {texts.add}
      </Button>
      <output>{chosen.length > 0 && texts.chosen(chosen.length)}</output>
    </div>
  );
};
