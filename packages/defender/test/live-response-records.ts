import { createHash } from 'node:crypto';
import type { Database } from '@vakt/store/database';
import { saveLibraryFile } from '@vakt/store/library-files';
import { insertMachineAction } from '@vakt/store/machine-actions';
import type { StoredCommand } from '@vakt/store/tables/machine-actions';
import { changeTenantSettings } from '@vakt/store/tenant-settings';
import { newMachineAction } from '@vakt/testing/machine-action';
import type { Kysely } from 'kysely';
import { deviceId } from './records.ts';

/** Switches on all that live response can do in a tenant. */
export const allowLiveResponse = async (db: Kysely<Database>): Promise<void> => {
  await changeTenantSettings(db, { liveResponse: true, liveResponseUnsignedScripts: true });
};

/** The form of an upload. */
export const uploadForm = (
  fileName: string,
  fields: Readonly<Record<string, string>> = {},
  content: string | Uint8Array<ArrayBuffer> = 'true',
  part = 'File',
): FormData => {
  const form = new FormData();
  form.set(part, new File([content], fileName));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

/** A file of the library, in place of one of its name. */
export const addLibraryFile = async (
  db: Kysely<Database>,
  fileName: string,
  content = 'true',
): Promise<void> => {
  await saveLibraryFile(
    db,
    {
      file_name: fileName,
      sha256: createHash('sha256').update(content).digest('hex'),
      size: content.length,
      content: Buffer.from(content),
      has_parameters: false,
      created_by: 'ann',
      created_ticks: 1n,
      updated_ticks: 1n,
    },
    { override: true, bounds: { files: 100, bytes: 1_048_576 } },
  );
};

/** A session that has ended, of the first device unless told otherwise, whose only command left `content`; its id. */
export const addEndedSession = async (
  db: Kysely<Database>,
  { fileName, content }: { readonly fileName: string; readonly content: string },
  machineId = deviceId('0'),
): Promise<string> => {
  const command: StoredCommand = {
    index: 0,
    startTime: '2026-11-21T06:00:00.0000000Z',
    endTime: '2026-11-21T06:00:01.0000000Z',
    commandStatus: 'Completed',
    errors: [],
    command: { type: 'GetFile', params: [{ key: 'Path', value: `/etc/${fileName}` }] },
  };
  const { action_id } = await insertMachineAction(
    db,
    newMachineAction({
      type: 'LiveResponse',
      status: 'Succeeded',
      machine_id: machineId,
      commands: JSON.stringify([command]),
    }),
  );
  await db
    .insertInto('live_response_results')
    .values({
      action_id,
      command_index: 0,
      file_name: fileName,
      size: content.length,
      content: Buffer.from(content),
      created_ticks: 1n,
    })
    .execute();
  return action_id;
};
