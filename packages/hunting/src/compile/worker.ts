/** The thread in which queries are parsed, bound and lowered: analysis is synchronous and may take a third of a second. */
import { parentPort } from 'node:worker_threads';
import { fail } from '@vakt/contract/result';
import { compileQuery } from './compile.ts';
import type { Compilation, CompileRequest } from './messages.ts';

const answer = ({ text, insertions }: CompileRequest): Compilation => {
  try {
    return compileQuery(text, insertions);
  } catch (error) {
    // A stack that overflows on a text within the limits: an answer, not the end of the thread.
    const message = error instanceof Error ? error.message : 'unknown';
    return fail({
      kind: 'unsupported',
      message: `The query could not be compiled: ${message}`,
      line: 1,
      column: 1,
      length: text.length,
    });
  }
};

parentPort?.on('message', (request: CompileRequest) => parentPort?.postMessage(answer(request)));
