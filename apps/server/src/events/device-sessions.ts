import type { Clock } from '@vakt/contract/clock';
import { nowTicks } from '@vakt/contract/ticks';
import type { CommandPlace, DeviceSessions, EnrolledDevice } from '@vakt/intake/ports';
import { readLibraryFile } from '@vakt/store/library-files';
import { findCommandInTurn, recordCommandProgress } from '@vakt/store/live-response';
import { keepCommandResult } from '@vakt/store/live-response-results';
import type { Store } from '@vakt/store/store';
import type { StoredCommand } from '@vakt/store/tables/machine-actions';

/** What a tenant's results may take together; the oldest make room. */
const MOST_BYTES = 1_073_741_824;

const param = ({ command }: StoredCommand, name: string): string =>
  command.params.find(({ key }) => key === name)?.value ?? '';

/** The name under which a command's result is downloaded; `undefined` for a command that gives none. */
const resultName = (command: StoredCommand): string | undefined => {
  if (command.command.type === 'RunScript') return `${param(command, 'ScriptName')}.json`;
  return command.command.type === 'GetFile'
    ? param(command, 'Path').split(/[/\\]/).at(-1) || 'file'
    : undefined;
};

const placeOf = ({ deviceId }: EnrolledDevice, { actionId, index }: CommandPlace) => ({
  actionId,
  index,
  machineId: deviceId,
});

/** Keeps the word of devices on the commands of their live response sessions, and gives them the files that these need. */
export const createDeviceSessions = (store: Pick<Store, 'tenant'>, clock: Clock): DeviceSessions => ({
  progress: (device, place, progress) =>
    recordCommandProgress(store.tenant(device.tenantId), placeOf(device, place), progress, nowTicks(clock)),

  keepResult: async (device, given, content) => {
    const db = store.tenant(device.tenantId);
    const place = placeOf(device, given);
    const command = await findCommandInTurn(db, place);
    const fileName = command && resultName(command);
    if (fileName === undefined) return false;
    const bounds = { now: nowTicks(clock), mostBytes: MOST_BYTES };
    return keepCommandResult(db, place, { fileName, content }, bounds);
  },

  libraryFile: async (device, place) => {
    const db = store.tenant(device.tenantId);
    const command = await findCommandInTurn(db, placeOf(device, place));
    if (command?.sha256 === undefined) return undefined;
    const name = param(command, command.command.type === 'RunScript' ? 'ScriptName' : 'FileName');
    return readLibraryFile(db, name, command.sha256);
  },
});
