import type { CommandContext } from '../../context.ts';
import { changeSettings, type TenantSettings } from '../../directory/tenant-settings.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showSettings } from './settings-shown.ts';

/** Changes what the caller's tenant has switched on. */
export const setTenantSettings = async (
  change: Partial<TenantSettings>,
  context: CommandContext,
): Promise<void> => {
  if (Object.keys(change).length === 0)
    throw new CommandError({
      reason: 'usage',
      message: 'No setting is named',
      mend: ['Name one: --live-response on, --unsigned-scripts off.'],
    });
  showSettings(context, await changeSettings(context, change));
};
