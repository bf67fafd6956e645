// Runs a program to its end in this process's place: same terminal, signals passed on, same exit code.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './runtime.mjs';

/** @returns the exit code of the program; 128 + the signal's number when a signal ended it. */
export const run = (program, args, environment = {}) =>
  new Promise((settle, refuse) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    // Ctrl-C reaches the child from the terminal itself; a signal sent to this process alone must be passed on.
    const passOn = signal => child.kill(signal);
    process.on('SIGTERM', passOn);
    process.on('SIGHUP', passOn);
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
    child.on('error', refuse);
    child.on('exit', (code, signal) => settle(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
