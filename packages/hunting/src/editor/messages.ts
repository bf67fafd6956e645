import type { Completions, Description, Diagnostic } from '@vakt/contract/hunting/query-editor';

/** What an editor wants to know; positions count UTF-16 units from 0. */
export type EditorQuestion =
  | { readonly about: 'completions'; readonly query: string; readonly position: number }
  | { readonly about: 'description'; readonly query: string; readonly position: number }
  | { readonly about: 'diagnostics'; readonly query: string };

export type EditorAnswer = Completions | Description | { readonly diagnostics: readonly Diagnostic[] };
