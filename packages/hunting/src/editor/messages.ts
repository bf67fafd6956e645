import type { Completions, Description, Diagnostic } from '@vakt/contract/hunting/query-editor';
import type { EditedQuery } from './answers.ts';

/** What an editor wants to know; positions count UTF-16 units from 0. */
export type EditorQuestion = EditedQuery &
  (
    | { readonly about: 'completions'; readonly position: number }
    | { readonly about: 'description'; readonly position: number }
    | { readonly about: 'diagnostics' }
  );

export type EditorAnswer = Completions | Description | { readonly diagnostics: readonly Diagnostic[] };
