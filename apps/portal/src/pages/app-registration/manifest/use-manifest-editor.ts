import { useState } from 'react';
import type { Application } from '../../../data/applications.ts';
import { Problem } from '../../../data/problem.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { useApplicationChange } from '../use-application-change.ts';
import {
  changedMeanwhile,
  type EditedManifest,
  type Manifest,
  manifestOf,
  manifestText,
  readEditedManifest,
} from './manifest.ts';

interface Edit {
  /** The manifest as it was when the person began. */
  readonly base: Manifest;
  readonly text: string;
}

/** A manifest as it is shown, and what a person does with it. */
export interface ManifestEditor {
  readonly text: string;
  /** The person's changes, judged; `undefined` while there are none. */
  readonly edited: EditedManifest | undefined;
  readonly edit: (text: string) => void;
  readonly discard: () => void;
  readonly save: () => void;
  readonly isSaving: boolean;
  readonly problem: Error | null;
}

/** Edits the application's manifest. Until the person changes something, it follows what is there now. */
export const useManifestEditor = (onSaved: () => void): ManifestEditor => {
  const { applicationManifest: texts } = useTexts();
  const present = manifestOf(useApplication());
  const [begun, setBegun] = useState<Edit>();
  const saving = useApplicationChange(() => {
    setBegun(undefined);
    onSaved();
  });
  const edited = begun && readEditedManifest(begun.base, begun.text);
  const save = (): void => {
    if (!begun || !edited?.ok) return;
    void saving.run((current: Application) => {
      const conflicts = changedMeanwhile(edited.patch, begun.base, manifestOf(current));
      if (conflicts.length > 0) throw new Problem('conflict', texts.changedMeanwhile(conflicts.join(', ')));
      return edited.patch;
    });
  };
  return {
    text: begun?.text ?? manifestText(present),
    edited,
    edit: text => setBegun({ base: begun?.base ?? present, text }),
    discard: () => {
      setBegun(undefined);
      saving.reset();
    },
    save,
    isSaving: saving.isRunning,
    problem: saving.problem,
  };
};
