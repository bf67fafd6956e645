import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';

/** `vakt doctor` */
export const doctor = (perform: Perform): Command =>
  doing(
    leaf('doctor', 'Show what a bug report needs, and no secret', ['vakt doctor', 'vakt doctor --json']),
    perform,
    async () => (await import('./doctor.ts')).doctor,
    () => undefined,
  );
