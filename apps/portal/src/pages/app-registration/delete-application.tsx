import { Text } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { ConfirmedAction } from '../../components/confirmed-action.tsx';
import { useNotice } from '../../components/notices.tsx';
import { APPLICATIONS_KEY, applicationKey, deleteApplication } from '../../data/applications.ts';
import { useGraph } from '../../data/graph-context.tsx';
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
  const perform = async (): Promise<void> => {
    await deleteApplication(graph, id);
    // Left before its pages learn that it is gone: they would say that somebody else deleted it.
    await navigate('/app-registrations');
    queryClient.removeQueries({ queryKey: applicationKey(id) });
  };
  return (
    <ConfirmedAction
      action={common.delete}
      icon={<DeleteRegular />}
      title={texts.title}
      perform={perform}
      outdates={[APPLICATIONS_KEY]}
      onDone={() => notify(texts.done(displayName))}
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
    </ConfirmedAction>
  );
};
