import type { CommandContext } from '../../context.ts';
import { readSettings } from '../../directory/tenant-settings.ts';
import { showSettings } from './settings-shown.ts';

/** Shows what the caller's tenant has switched on. */
export const showTenantSettings = async (_input: undefined, context: CommandContext): Promise<void> =>
  showSettings(context, await readSettings(context));
