import { Button, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotice } from '../../components/notices.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import {
  assignRole,
  ROLE_ASSIGNMENTS_KEY,
  type RoleDefinition,
  useRoleDefinitions,
} from '../../data/roles.ts';
import { useChange } from '../../data/use-change.ts';
import type { User } from '../../data/users.ts';
import { useTexts } from '../../language/language-context.tsx';

interface AddRoleProps {
  readonly user: User;
  /** The ids of the roles that the user has already. */
  readonly held: readonly string[];
}

const RoleDialog = ({ user, held, onClose }: AddRoleProps & { readonly onClose: () => void }) => {
  const { users: texts, common } = useTexts();
  const graph = useGraph();
  const notify = useNotice();
  const { data: definitions = [] } = useRoleDefinitions();
  const open = definitions.filter(({ id }) => !held.includes(id));
  const [chosen, setChosen] = useState('');
  const [isTried, setTried] = useState(false);
  const role = open.find(({ id }) => id === chosen);
  const assigning = useChange({
    change: ({ id }: RoleDefinition) => assignRole(graph, user.id, id),
    outdates: [ROLE_ASSIGNMENTS_KEY],
    onDone: (_, { displayName }) => {
      notify(texts.roleAdded(displayName));
      onClose();
    },
  });
  const submit = (): void => {
    setTried(true);
    if (role) void assigning.run(role);
  };
  return (
    <FormDialog
      title={texts.addRoleTitle}
      action={common.add}
      onSubmit={submit}
      onClose={onClose}
      isRunning={assigning.isRunning}
      problem={assigning.problem}
    >
      <Field label={texts.role} required {...(isTried && !role && { validationMessage: common.required })}>
        <RadioGroup value={chosen} onChange={(_, { value }) => setChosen(value)}>
          {open.map(({ id, displayName, description }) => (
            <Radio
              key={id}
              value={id}
              label={
                <>
                  <strong>{displayName}</strong>
                  <br />
                  {texts.roleMeanings[id] ?? description}
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
    </FormDialog>
  );
};

/** Gives a user a directory role. */
export const AddRole = ({ user, held }: AddRoleProps) => {
  const { users: texts } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<AddRegular />} onClick={() => setOpen(true)}>
        {texts.addRole}
      </Button>
      {isOpen && <RoleDialog user={user} held={held} onClose={() => setOpen(false)} />}
    </>
  );
};
