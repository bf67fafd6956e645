import { redirectUriFault } from '@vakt/contract/redirect-uri';
import { useState } from 'react';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { type RedirectUri, redirectUrisOf } from '../../../data/redirect-uris.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { RedirectUriField } from '../redirect-uri-field.tsx';
import { useApplicationChange } from '../use-application-change.ts';
import { addingRedirectUri } from './redirect-uri-list.ts';

/** Asks for another redirect URI. */
export const AddRedirectUri = ({ onClose }: { readonly onClose: () => void }) => {
  const { applicationAuthentication: texts, appRegistration, common } = useTexts();
  const application = useApplication();
  const [typed, setTyped] = useState<RedirectUri>({ platform: 'web', uri: '' });
  const [isTried, setTried] = useState(false);
  const adding = useApplicationChange(onClose);
  const wanted = { ...typed, uri: typed.uri.trim() };
  const findProblem = (): string | undefined => {
    if (wanted.uri === '') return common.required;
    if (redirectUrisOf(application).some(({ uri }) => uri === wanted.uri)) return texts.alreadyThere;
    const fault = redirectUriFault(wanted.uri, wanted.platform);
    return fault && appRegistration.redirectUriFaults[fault];
  };
  const problem = findProblem();
  const submit = (): void => {
    setTried(true);
    if (problem === undefined) void adding.run(addingRedirectUri(wanted));
  };
  return (
    <FormDialog
      title={texts.addRedirectUri}
      action={common.add}
      onSubmit={submit}
      onClose={onClose}
      isRunning={adding.isRunning}
      problem={adding.problem}
    >
      <RedirectUriField value={typed} onChange={setTyped} problem={isTried ? problem : undefined} />
    </FormDialog>
  );
};
