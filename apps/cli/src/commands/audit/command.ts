import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { addLogOptions, type LogOptions } from './log-options.ts';

const signIns = (perform: Perform): Command =>
  doing(
    addLogOptions(
      leaf('sign-ins', 'Who signed in or got a token, and who was refused and why', [
        'vakt audit',
        'vakt audit sign-ins --since 1h --failures',
        'vakt audit sign-ins --app "Nightly report" --json',
      ]),
    ),
    perform,
    async () => (await import('./sign-ins.ts')).listSignIns,
    (options: LogOptions): LogOptions => options,
  );

const changes = (perform: Perform): Command =>
  doing(
    addLogOptions(
      leaf('changes', 'Who changed what in the tenant', [
        'vakt audit changes --since 7d',
        'vakt audit changes --user ada@contoso.example',
        'vakt audit changes --app "Nightly report" --failures',
      ]),
    ),
    perform,
    async () => (await import('./changes.ts')).listChanges,
    (options: LogOptions): LogOptions => options,
  );

/** `vakt audit …` */
export const audit = (perform: Perform): Command =>
  group('audit', 'Read the log of sign-ins and changes; it goes back 30 days')
    .addCommand(signIns(perform), { isDefault: true })
    .addCommand(changes(perform));
