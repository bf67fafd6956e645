import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { showAll } from '../listing.ts';
import { adviseCredentials } from './credential-advice.ts';

/** Lists the applications of the tenant. */
export const listApps = async (_input: undefined, context: CommandContext): Promise<void> => {
  const applications = await (await Directory.open(context)).applications();
  showAll(context, applications, [
    { title: 'CLIENT ID', value: application => application.appId },
    { title: 'NAME', value: application => application.displayName, shrinks: true },
    { title: 'AUDIENCE', value: application => application.signInAudience },
    { title: 'CREATED', value: application => application.createdDateTime, isTime: true },
  ]);
  for (const advice of adviseCredentials(applications)) context.terminal.note(advice);
};
