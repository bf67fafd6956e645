import type { DraftFaults, TenantDraft } from './tenant-draft.ts';

/** What each group of fields is given: the form's content, how to change it, and what is wrong once it was tried. */
export interface DraftFieldsProps {
  readonly draft: TenantDraft;
  readonly onChange: (part: Partial<TenantDraft>) => void;
  readonly faults: Partial<DraftFaults>;
}
