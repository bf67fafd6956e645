import { spawn } from 'node:child_process';
import type { CommandContext } from '../../context.ts';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** The program that shows an address: BROWSER, as elsewhere, or what the system has. */
const openerOf = (browser: string | undefined): readonly string[] =>
  browser ? [browser] : (OPENERS[process.platform] ?? ['xdg-open']);

/** Shows an address in the browser; whoever has none opens it by hand, so that it does not matter when it fails. */
export const openBrowser = (address: string, { environment, terminal }: CommandContext): void => {
  terminal.note(`Sign in with the browser. If none opens: ${address}`);
  const [program = '', ...args] = openerOf(environment['BROWSER']);
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => terminal.note('No browser could be opened here.'));
  child.unref();
};
