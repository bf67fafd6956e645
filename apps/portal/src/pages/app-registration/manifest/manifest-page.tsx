import { Button, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { CheckedForm } from '../../../components/checked-form.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { ProblemAndHelp } from '../../../components/problem-and-help.tsx';
import { saveAsFile } from '../../../components/save-as-file.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import type { ManifestFault } from './manifest.ts';
import { useManifestEditor } from './use-manifest-editor.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  text: { fontFamily: tokens.fontFamilyMonospace, height: '32rem', maxHeight: 'none' },
});

const useFaultWords = (): ((fault: ManifestFault) => string) => {
  const { faults } = useTexts().applicationManifest;
  return fault => {
    switch (fault.kind) {
      case 'not-json':
        return faults.notJson(fault.reason);
      case 'not-an-object':
        return faults.notAnObject;
      case 'fixed':
        return faults.fixed(fault.names.join(', '));
      default:
        return faults.missing(fault.names.join(', '));
    }
  };
};

/** The application as Graph has it, to read, keep and change. */
export const ManifestPage = () => {
  const styles = useStyles();
  const { applicationManifest: texts, common } = useTexts();
  const { appId } = useApplication();
  const notify = useNotice();
  const editor = useManifestEditor(() => notify(common.saved));
  const wordsOf = useFaultWords();
  const { edited, text } = editor;
  return (
    <CheckedForm className={styles.form} onSubmit={editor.save}>
      <Text as="p">{texts.lead}</Text>
      <div className={styles.actions}>
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={edited === undefined || editor.isSaving}
        >
          {common.save}
        </Button>
        <Button disabledFocusable={edited === undefined} onClick={editor.discard}>
          {texts.discard}
        </Button>
        <Button
          icon={<ArrowDownloadRegular />}
          onClick={() => saveAsFile(`${appId}.json`, text, 'application/json')}
        >
          {texts.download}
        </Button>
        <CopyButton text={text} name={texts.manifest} />
      </div>
      <ProblemAndHelp problem={editor.problem} />
      <Field
        label={texts.manifest}
        {...(edited?.ok === false && { validationMessage: wordsOf(edited.fault) })}
      >
        <Textarea
          textarea={{ className: styles.text }}
          dir="ltr"
          spellCheck={false}
          resize="vertical"
          value={text}
          onChange={(_, { value }) => editor.edit(value)}
        />
      </Field>
    </CheckedForm>
  );
};
