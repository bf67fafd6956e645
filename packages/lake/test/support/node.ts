import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemEntropy } from '@vakt/contract/entropy';
import type { EngineClients } from '../../src/node/clients.ts';
import { memoryLimits } from '../../src/node/memory.ts';
import { SupervisedNode } from '../../src/node/supervised-node.ts';
import { createTables } from '../../src/schema/create-tables.ts';

const ignore = (): void => undefined;

/** Runs `work` on a private node with its tables, below the lake: as its administrator may. */
export const withNode = async (
  work: (clients: EngineClients, node: SupervisedNode) => Promise<void>,
  folder = mkdtempSync(join(tmpdir(), 'vakt-test-node-')),
): Promise<void> => {
  const readers = { seats: 2, memory: memoryLimits() };
  const options = { folder, readers, entropy: systemEntropy, onProblem: ignore, onRestart: ignore };
  const node = await SupervisedNode.start(options);
  try {
    const clients = await node.clients;
    await createTables(clients.administrator, 180);
    await work(clients, node);
  } finally {
    await node.stop();
    rmSync(folder, { recursive: true });
  }
};
