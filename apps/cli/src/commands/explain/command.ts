import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';

/** `vakt explain` */
export const explainCommand = (perform: Perform): Command =>
  doing(
    leaf('explain', 'Say why a call or a sign-in was refused, and what to do', [
      'vakt explain 2f1b4c8e-0d5a-4c57-9a2f-7a3f5f1b9f10',
      'vakt explain 2f1b4c8e-0d5a-4c57-9a2f-7a3f5f1b9f10 --json',
    ]).argument(
      '<correlation-id>',
      'error.target of the reply, or the Correlation ID or Trace ID of an AADSTS error',
    ),
    perform,
    async () => (await import('./explain-id.ts')).explainId,
    (_options, [id = '']) => id,
  );
