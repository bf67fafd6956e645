import type { Completions, Diagnostic } from './answers.ts';

/** What an editor wants to know; positions count UTF-16 units from 0. */
export type EditorQuestion =
  | { readonly about: 'completions'; readonly query: string; readonly position: number }
  | { readonly about: 'description'; readonly query: string; readonly position: number }
  | { readonly about: 'diagnostics'; readonly query: string };

export type EditorAnswer =
  | { readonly about: 'completions'; readonly completions: Completions }
  | { readonly about: 'description'; readonly description: string }
  | { readonly about: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] };
