import { Button, Text } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useNotice } from '../../components/notices.tsx';
import { APPLICATIONS_KEY, applicationKey, deleteApplication } from '../../data/applications.ts';
import { useGraph } from '../../data/graph-context.tsx';
import { useChange } from '../../data/use-change.ts';
import { useTexts } from '../../language/language-context.tsx';
import { useApplication } from './application-context.tsx';

/** Deletes the application after saying what stops working. */
export const DeleteApplication = () => {
  const { appRegistration, common } = useTexts();
  const texts = appRegistration.deletion;
  const { id, displayName } = useApplication();
  const graph = useGraph();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotice();
  const [isOpen, setOpen] = useState(false);
  const deleting = useChange({
    change: async () => {
      await deleteApplication(graph, id);
      // Left before the pages learn that it is gone: nobody else deleted it.
      await navigate('/app-registrations');
    },
    outdates: [APPLICATIONS_KEY],
    onDone: () => {
      queryClient.removeQueries({ queryKey: applicationKey(id) });
      notify(texts.done(displayName));
    },
  });
  return (
    <>
      <Button icon={<DeleteRegular />} onClick={() => setOpen(true)}>
        {common.delete}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={texts.title}
        action={common.delete}
        onConfirm={() => void deleting.run(undefined)}
        onClose={() => setOpen(false)}
        isRunning={deleting.isRunning}
        problem={deleting.problem}
      >
        <Text as="p" block weight="semibold">
          <bdi>{displayName}</bdi>
        </Text>
        <ul>
          {texts.consequences.map(consequence => (
            <li key={consequence}>{consequence}</li>
          ))}
        </ul>
        <Text as="p" block>
          {texts.final}
        </Text>
      </ConfirmDialog>
    </>
  );
};
