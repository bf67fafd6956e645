import type { Command } from 'commander';
import { doing, leaf, type Perform, parseCount } from '../../parsing.ts';

const DEFAULT_WAIT_SECONDS = 15;

/** `vakt detection-test` */
export const detectionTest = (perform: Perform): Command =>
  doing(
    leaf('detection-test', 'Run a harmless marked command here and wait for its alert', [
      'vakt detection-test',
    ]).option('--wait <seconds>', 'how long to wait for the alert', parseCount, DEFAULT_WAIT_SECONDS),
    perform,
    async () => (await import('./detection-test.ts')).detectionTest,
    (options: { readonly wait: number }) => options.wait,
  );
