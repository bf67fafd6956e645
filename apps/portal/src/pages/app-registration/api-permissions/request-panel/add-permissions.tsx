import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNotice } from '../../../../components/notices.tsx';
import { ProblemMessage } from '../../../../components/problem-message.tsx';
import type { Api, ApiPermission } from '../../../../data/api.ts';
import { APPLICATIONS_KEY, changeApplication } from '../../../../data/applications.ts';
import { useGraph } from '../../../../data/graph-context.tsx';
import { useChange } from '../../../../data/use-change.ts';
import { useTexts } from '../../../../language/language-context.tsx';
import { useApplication } from '../../application-context.tsx';
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
  const graph = useGraph();
  const notify = useNotice();
  const { id } = useApplication();
  const { run, isRunning, problem } = useChange({
    change: () =>
      changeApplication(graph, id, ({ requiredResourceAccess }) => ({
        requiredResourceAccess: withPermissions(requiredResourceAccess, {
          resourceAppId: api.appId,
          resourceAccess: chosen.map(({ id: permissionId, type }) => ({ id: permissionId, type })),
        }),
      })),
    outdates: [APPLICATIONS_KEY],
    onDone: () => {
      notify(texts.done(chosen.length));
      onDone();
    },
  });
  return (
    <div className={styles.bar}>
      <ProblemMessage problem={problem} />
      <Button
        appearance="primary"
        disabledFocusable={chosen.length === 0 || isRunning}
        onClick={() => void run(undefined)}
      >
        {texts.add}
      </Button>
      <output>{chosen.length > 0 && texts.chosen(chosen.length)}</output>
    </div>
  );
};
