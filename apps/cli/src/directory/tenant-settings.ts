import type { CommandContext } from '../context.ts';
import { GraphCalls } from './graph-calls.ts';

const PATH = '/vakt/v1/settings';

/** What a tenant has switched on. */
export interface TenantSettings {
  readonly liveResponse: boolean;
  readonly liveResponseUnsignedScripts: boolean;
}

/** The settings of the caller's tenant. */
export const readSettings = async (context: CommandContext): Promise<TenantSettings> =>
  (await (await GraphCalls.open(context)).send('GET', PATH)) as TenantSettings;

/** Changes what `change` names and answers the settings as they are then. */
export const changeSettings = async (
  context: CommandContext,
  change: Partial<TenantSettings>,
): Promise<TenantSettings> =>
  (await (await GraphCalls.open(context)).send('PATCH', PATH, change)) as TenantSettings;
