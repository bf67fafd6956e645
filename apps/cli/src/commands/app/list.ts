import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';

/** Lists the applications of the tenant. */
export const listApps = async (
  _input: undefined,
  { terminal, options, signal, connect }: CommandContext,
): Promise<void> => {
  const applications = await new Directory((await connect()).graph(), signal).applications();
  if (options.json) return terminal.json(applications);
  terminal.table(
    [
      { title: 'CLIENT ID', value: application => application.appId },
      { title: 'NAME', value: application => application.displayName, shrinks: true },
      { title: 'AUDIENCE', value: application => application.signInAudience },
      { title: 'CREATED', value: application => application.createdDateTime, isTime: true },
    ],
    applications,
  );
};
