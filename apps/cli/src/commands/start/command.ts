import type { Command } from 'commander';
import { leaf, type Perform } from '../../parsing.ts';

/** `vakt start`: every option is the server's own, so they are passed on as they are. */
export const start = (perform: Perform): Command => {
  const command = leaf('start', 'Run the server; its options follow (vakt start --help lists them)', [
    'vakt start',
    'vakt start --data /srv/vakt --port 443 --listen 0.0.0.0 --name vakt.example',
  ])
    .argument('[options...]', "the server's options")
    .allowUnknownOption()
    .helpOption(false);
  return command.action(() =>
    perform(async () => (await import('./start.ts')).startServer, command.args, {}),
  );
};
