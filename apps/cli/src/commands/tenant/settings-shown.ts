import type { CommandContext } from '../../context.ts';
import type { TenantSettings } from '../../directory/tenant-settings.ts';
import { showRecord } from '../../output/record.ts';

const word = (isOn: boolean): string => (isOn ? 'on' : 'off');

/** Shows settings by the names of the options that change them. */
export const showSettings = (context: CommandContext, settings: TenantSettings): void =>
  showRecord(context, settings, {
    'live-response': word(settings.liveResponse),
    'unsigned-scripts': word(settings.liveResponseUnsignedScripts),
  });
