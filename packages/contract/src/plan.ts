/** What a tenant is licensed for: Defender for Endpoint Plan 1 or Plan 2, Defender for Business, or Defender XDR. */
export const plans = ['Plan1', 'Plan2', 'Business', 'XDR'] as const;
export type Plan = (typeof plans)[number];

/** Reads a plan's name; `undefined` when `text` is none. */
export const parsePlan = (text: string): Plan | undefined => plans.find(plan => plan === text);

/** What people call each plan. */
export const planTitles: Readonly<Record<Plan, string>> = {
  Plan1: 'Microsoft Defender for Endpoint Plan 1',
  Plan2: 'Microsoft Defender for Endpoint Plan 2',
  Business: 'Microsoft Defender for Business',
  XDR: 'Microsoft Defender XDR',
};
