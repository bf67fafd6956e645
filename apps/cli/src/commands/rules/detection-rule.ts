/** Where rules are (reference: defender-xdr, section 12). */
export const RULES_PATH = '/v1.0/security/rules/detectionRules';

/** A rule as Graph shows it; what is not listed here is passed on as it is. */
export interface DetectionRule {
  readonly id: string;
  readonly displayName: string;
  readonly isEnabled: boolean;
  readonly queryCondition?: { readonly queryText?: string };
  readonly lastRunDetails?: { readonly lastRunDateTime?: string; readonly status?: string } | null;
  readonly detectionAction?: {
    readonly alertTemplate?: { readonly severity?: string; readonly category?: string };
  };
}

/** The path of one rule. */
export const rulePath = (id: string): string => `${RULES_PATH}/${encodeURIComponent(id)}`;
