import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { type AppOption, withApp } from './app-option.ts';
import type { RedirectUriChange } from './redirect-uri.ts';

const withUris = (command: Command): Command =>
  withApp(command).argument('<uris...>', 'web=https://…, spa=https://… or native=http://localhost');

const read = ({ app }: AppOption, uris: readonly string[]): RedirectUriChange => ({ app, uris });

const add = (perform: Perform): Command =>
  doing(
    withUris(
      leaf('add', 'Register addresses that answers may be sent to', [
        'vakt app redirect-uri add --app CLIENT_ID web=https://app.example/signed-in',
        'vakt app redirect-uri add --app CLIENT_ID spa=https://app.example native=http://localhost',
      ]),
    ),
    perform,
    async () => (await import('./redirect-uri.ts')).addRedirectUris,
    read,
  );

const remove = (perform: Perform): Command =>
  doing(
    withUris(
      leaf('remove', 'Take addresses away', [
        'vakt app redirect-uri remove --app CLIENT_ID web=https://app.example/signed-in',
      ]),
    ),
    perform,
    async () => (await import('./redirect-uri.ts')).removeRedirectUris,
    read,
  );

/** `vakt app redirect-uri …` */
export const redirectUri = (perform: Perform): Command =>
  group('redirect-uri', 'Where the authority may send its answers')
    .addCommand(add(perform))
    .addCommand(remove(perform));
