import { DeleteRegular } from '@fluentui/react-icons';
import { ConfirmedAction } from '../../../components/confirmed-action.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { APPLICATIONS_KEY } from '../../../data/applications.ts';
import type { Graph } from '../../../data/graph.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';

interface DeleteCredentialProps {
  /** What the credential is called. */
  readonly name: string;
  /** What is said of its kind. */
  readonly texts: {
    readonly deleteLabel: (name: string) => string;
    readonly deleteTitle: (name: string) => string;
    readonly deleteText: string;
    readonly deleted: string;
  };
  readonly remove: (graph: Graph, applicationId: string) => Promise<unknown>;
}

/** Deletes a credential of the application after saying what stops working. */
export const DeleteCredential = ({ name, texts, remove }: DeleteCredentialProps) => {
  const { common } = useTexts();
  const graph = useGraph();
  const notify = useNotice();
  const { id } = useApplication();
  return (
    <ConfirmedAction
      action={common.delete}
      icon={<DeleteRegular />}
      appearance="subtle"
      label={texts.deleteLabel(name)}
      title={texts.deleteTitle(name)}
      perform={() => remove(graph, id)}
      outdates={[APPLICATIONS_KEY]}
      onDone={() => notify(texts.deleted)}
    >
      {texts.deleteText}
    </ConfirmedAction>
  );
};
