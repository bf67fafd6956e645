import type { Operation } from '../operation.ts';
import { alertExample } from './alert.ts';
import { machineExample } from './machine.ts';
import { machineActionExample } from './machine-action.ts';

/** Values for `{id}` in a path, by the segment before it. */
const IDS: Readonly<Record<string, string>> = {
  alerts: alertExample.id,
  machines: machineExample.id,
  machineactions: machineActionExample.id,
  incidents: '924565',
  indicators: '995',
  investigations: '63004',
  files: '6532ec91d513acc05f43ee0aa3002599729fd3e1',
  users: 'user1',
};

/** Values for other parameters of paths, by name. */
const VALUES: Readonly<Record<string, string>> = {
  ip: '10.248.240.38',
  key: '10.248.240.38',
  timestamp: '2026-11-21T05:00:00Z',
  sha1: '6532ec91d513acc05f43ee0aa3002599729fd3e1',
  domain: 'evil.example',
  user: 'user1',
  fileName: 'collect-logs.sh',
  index: '0',
};

const PARAMETER = /(?:(\w+)\/)?\{(\w+)\}/g;

/** Examples of what stands in an operation's path, by parameter; `undefined` where none is written here. */
export const pathExamples = ({
  path,
}: Pick<Operation, 'path'>): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    [...path.matchAll(PARAMETER)].map(([, set = '', name = '']) => [
      name,
      name === 'id' ? IDS[set.toLowerCase()] : VALUES[name],
    ]),
  );
