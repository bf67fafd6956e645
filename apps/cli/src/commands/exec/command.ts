import type { Command } from 'commander';
import { leaf, type Perform } from '../../parsing.ts';

const DETAILS = `
COMMAND keeps its user, folder, environment and standard streams; its exit code is the exit code of vakt (127 when there
is no such program, 128 and the signal's number when a signal ended it). Nothing on the machine is changed.

Linux: COMMAND runs in a network of its own, in which the names lead to Vakt on port 443, Vakt is where it always is, and
nothing else can be reached: what your program does not get from Vakt, it gets from nobody. The system's certificate
bundles have Vakt's authorities there, and the variables SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE,
GIT_SSL_CAINFO, NODE_EXTRA_CA_CERTS and DENO_CERT say so too.

With --proxy, and wherever such a network cannot be made: HTTPS_PROXY leads the names to Vakt, and all other hosts to
where they are. Only programs that honour HTTPS_PROXY and the variables above run so.
`;

interface ExecFlags {
  readonly data?: string;
  readonly proxy?: true;
}

/** `vakt exec` */
export const exec = (perform: Perform): Command => {
  const command = leaf(
    'exec',
    'Run a program for which the real services’ host names lead to Vakt (-- before the program)',
    [
      'vakt exec -- curl https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
      'vakt exec -- python3 my-script.py',
      'vakt exec --proxy -- python3 my-script.py',
    ],
  )
    .argument('<command...>', 'the program and its arguments')
    .option('--proxy', 'lead the names by a proxy variable, and reach all other hosts as ever')
    .option('--data <folder>', 'the data directory of the Vakt (VAKT_DATA)')
    .addHelpText('after', DETAILS);
  return command.action(() => {
    const { proxy = false, data } = command.opts<ExecFlags>();
    const [program = '', ...args] = command.args;
    return perform(
      async () => (await import('./exec.ts')).exec,
      { program, args, viaProxy: proxy },
      data === undefined ? {} : { data },
    );
  });
};
