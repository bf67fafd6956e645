import { createProgram } from './program.ts';
import { runProgram } from './run.ts';
import { Terminal } from './terminal.ts';

const { stdin, stdout, stderr, env } = process;

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort(new DOMException('Stopped', 'AbortError')));

process.exitCode = await runProgram(createProgram, process.argv.slice(2), {
  terminal: new Terminal({ stdin, stdout, stderr, environment: env }),
  environment: env,
  signal: interruption.signal,
});
