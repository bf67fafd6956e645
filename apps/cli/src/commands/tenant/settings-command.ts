import { type Command, Option } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';

type Switch = 'on' | 'off';

interface SetOptions {
  readonly liveResponse?: Switch;
  readonly unsignedScripts?: Switch;
}

const show = (perform: Perform): Command =>
  doing(
    leaf('show', 'Show what the tenant that you are signed in to has switched on', [
      'vakt tenant settings show',
      'vakt tenant settings show --json',
    ]),
    perform,
    async () => (await import('./settings-show.ts')).showTenantSettings,
    () => undefined,
  );

const set = (perform: Perform): Command =>
  doing(
    leaf('set', 'Switch something on or off, as a Global or Security Administrator', [
      'vakt tenant settings set --live-response on',
      'vakt tenant settings set --live-response on --unsigned-scripts on',
      'vakt tenant settings set --live-response off',
    ])
      .addOption(
        new Option('--live-response <state>', "files from and to the tenant's devices").choices([
          'on',
          'off',
        ]),
      )
      .addOption(
        new Option('--unsigned-scripts <state>', 'live response runs scripts; all count as unsigned').choices(
          ['on', 'off'],
        ),
      ),
    perform,
    async () => (await import('./settings-set.ts')).setTenantSettings,
    ({ liveResponse, unsignedScripts }: SetOptions) => ({
      ...(liveResponse && { liveResponse: liveResponse === 'on' }),
      ...(unsignedScripts && { liveResponseUnsignedScripts: unsignedScripts === 'on' }),
    }),
  );

/** `vakt tenant settings …` */
export const settings = (perform: Perform): Command =>
  group('settings', 'What a tenant has switched on').addCommand(show(perform)).addCommand(set(perform));
