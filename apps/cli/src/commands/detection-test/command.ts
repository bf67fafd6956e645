import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';

/** `vakt detection-test` */
export const detectionTest = (perform: Perform): Command =>
  doing(
    leaf('detection-test', 'Run a harmless marked command here and wait for its alert', [
      'vakt detection-test',
    ]),
    perform,
    async () => (await import('./detection-test.ts')).detectionTest,
    () => undefined,
  );
