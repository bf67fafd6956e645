import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';
import type { HuntInput } from './hunt.ts';

/** `vakt hunt` */
export const hunt = (perform: Perform): Command =>
  doing(
    leaf('hunt', 'Run a KQL query', [
      "vakt hunt 'DeviceProcessEvents | summarize count() by FileName | top 10 by count_'",
      'vakt hunt --file query.kql --json',
      'vakt hunt - < query.kql',
      "vakt hunt --graph --timespan P7D 'DeviceEvents | count'",
      'vakt hunt --check --file query.kql',
      'vakt hunt --explain --run --file query.kql',
    ])
      .argument('[query]', 'KQL, or - to read it from standard input')
      .option('--file <file>', 'read the query from a file')
      .option('--xdr', 'through the Defender XDR API (AdvancedHunting.Read.All) in place of the Endpoint API')
      .option('--graph', 'through Microsoft Graph (ThreatHunting.Read.All) in place of the Endpoint API')
      .option('--timespan <timespan>', 'with --graph: how far to look back, P7D for one, or start/end')
      .option('--check', 'say what is wrong with the query, and run nothing')
      .option('--explain', 'show columns, plan, SQL and times in place of rows')
      .option('--run', 'with --explain: run it, to see how long it takes and how much it reads'),
    perform,
    async () => (await import('./hunt.ts')).hunt,
    (
      options: Pick<HuntInput, 'file' | 'xdr' | 'graph' | 'timespan' | 'check' | 'explain' | 'run'>,
      [query],
    ): HuntInput => ({
      ...options,
      ...(query !== undefined && { query }),
    }),
  );
