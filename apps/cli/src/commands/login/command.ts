import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';
import type { LoginOptions } from './login.ts';

/** `vakt login` */
export const login = (perform: Perform): Command =>
  doing(
    leaf('login', 'Sign in an application or a user', [
      'vakt login --app --client-id 11111111-2222-3333-4444-555555555555 --tenant contoso.example',
      'VAKT_CLIENT_SECRET=… vakt login --app --client-id … --tenant … --remember',
      'vakt login --user --browser',
      'vakt login --user --device-code --tenant contoso.example',
      'vakt login --user --username admin@contoso.example',
    ])
      .option('--app', 'sign in an application, by its secret')
      .option('--user', 'sign in a user: by a page of the authority, or by name and password')
      .option('--browser', 'open the page here')
      .option('--device-code', 'show a code to enter at any browser')
      .option('--client-id <id>', "the application's client id (VAKT_CLIENT_ID)")
      .option(
        '--secret-file <file>',
        'read the secret or password from a file, - for standard input (else VAKT_CLIENT_SECRET or VAKT_PASSWORD, else it is asked for)',
      )
      .option('--username <name>', "the user's name (VAKT_USERNAME)")
      .option(
        '--remember',
        "keep the application's secret too, readable to you alone, and get new tokens with it",
      ),
    perform,
    async () => (await import('./login.ts')).login,
    (options: LoginOptions) => options,
  );

/** `vakt logout` */
export const logout = (perform: Perform): Command =>
  doing(
    leaf('logout', 'Forget what login kept', ['vakt logout']),
    perform,
    async () => (await import('./logout.ts')).logout,
    () => undefined,
  );
