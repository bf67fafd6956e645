/** The thread in which queries are parsed, bound and lowered: analysis is synchronous and may take a third of a second. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { fail } from '@vakt/contract/result';
import { compileQuery } from './compile.ts';
import type { CompileReply, CompileRequest } from './messages.ts';

const answer = ({ text, insertions }: CompileRequest): CompileReply['result'] => {
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

const port = workerData as MessagePort;

port.on('message', (request: CompileRequest) => {
  const { id, signal } = request;
  port.postMessage({ id, result: answer(request) } satisfies CompileReply);
  if (!signal) return;
  const flag = new Int32Array(signal);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
});
