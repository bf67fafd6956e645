import { Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { ChoiceField } from '../../../components/choice-field.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { APPLICATIONS_KEY } from '../../../data/applications.ts';
import { addClientSecret, type NewClientSecret } from '../../../data/client-secrets.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useChange } from '../../../data/use-change.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { endAfter, endFault, endOn, SECRET_LIVES_DAYS } from './credential-life.ts';
import { DescriptionField, descriptionFault, descriptionOf } from './description-field.tsx';

const LIVES = [...SECRET_LIVES_DAYS.map(String), 'custom'];

interface NewSecretDialogProps {
  readonly onMade: (secret: NewClientSecret) => void;
  readonly onClose: () => void;
}

/** Asks what a new secret is for and how long it lives. */
export const NewSecretDialog = ({ onMade, onClose }: NewSecretDialogProps) => {
  const { secrets: texts } = useTexts().credentials;
  const lifeTexts: Readonly<Record<string, string>> = texts.lives;
  const graph = useGraph();
  const { id } = useApplication();
  const [description, setDescription] = useState('');
  const [life, setLife] = useState(String(SECRET_LIVES_DAYS[0]));
  const [lastDay, setLastDay] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isCustom = life === 'custom';
  const [now] = useState(Date.now);
  const fault = isCustom ? endFault(lastDay, now) : undefined;
  const { run, isRunning, problem } = useChange({
    change: (endDateTime: string) =>
      addClientSecret(graph, id, { ...descriptionOf(description), endDateTime }),
    outdates: [APPLICATIONS_KEY],
    onDone: secret => {
      onMade(secret);
      onClose();
    },
  });
  const submit = (): void => {
    setChecked(true);
    if (fault || descriptionFault(description)) return;
    void run(isCustom ? endOn(lastDay) : endAfter(Number(life), Date.now()));
  };
  return (
    <FormDialog
      title={texts.formTitle}
      action={texts.add}
      onSubmit={submit}
      onClose={onClose}
      isRunning={isRunning}
      problem={problem}
    >
      <DescriptionField value={description} onChange={setDescription} />
      <ChoiceField
        label={texts.expires}
        choices={LIVES}
        nameOf={choice => lifeTexts[choice] ?? texts.customLife}
        value={life}
        onChange={setLife}
      />
      {isCustom && (
        <Field
          label={texts.lastDay}
          required
          {...(isChecked && fault && { validationMessage: texts.endFaults[fault] })}
        >
          <Input type="date" value={lastDay} onChange={(_, { value }) => setLastDay(value)} />
        </Field>
      )}
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{texts.formNote}</MessageBarBody>
      </MessageBar>
    </FormDialog>
  );
};
