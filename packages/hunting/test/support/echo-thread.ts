/** A thread that answers with what it is asked; `stuck` keeps it busy for good, `end` ends it. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', (question: string) => {
  if (question === 'end') process.exit(1);
  while (question === 'stuck');
  parentPort?.postMessage(question);
});
