import { fail, ok, type Result } from '@vakt/contract/result';
import type { TenantSettings } from '@vakt/store/tenant-settings';

const NAMES: readonly (keyof TenantSettings)[] = ['liveResponse', 'liveResponseUnsignedScripts'];

const isName = (name: string): name is keyof TenantSettings => NAMES.some(known => known === name);

/**
 * Reads which settings a body changes.
 *
 * @param body a parsed JSON object, nothing of it checked.
 * @returns the change; the failure is a sentence for people.
 */
export const readSettingsChange = (
  body: Readonly<Record<string, unknown>>,
): Result<Partial<TenantSettings>, string> => {
  const given = Object.entries(body);
  if (given.length === 0) return fail(`Name at least one setting: ${NAMES.join(', ')}.`);
  const change: Partial<Record<keyof TenantSettings, boolean>> = {};
  for (const [name, value] of given) {
    if (!isName(name))
      return fail(`${JSON.stringify(name.slice(0, 100))} is no setting. There are: ${NAMES.join(', ')}.`);
    if (typeof value !== 'boolean') return fail(`The setting ${name} is true or false.`);
    change[name] = value;
  }
  return ok(change);
};
