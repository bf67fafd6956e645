import { isRecord } from '@vakt/client/json';
import type { CommandContext } from '../../context.ts';

/** A key as the operator sees it. */
export interface SigningKey {
  readonly keyId: string;
  readonly state: string;
  readonly signsFrom: string;
  readonly publishedUntil: string;
}

/** Shows keys, the oldest first. */
export const showKeys = ({ options, terminal }: CommandContext, reply: unknown): void => {
  const keys = (isRecord(reply) ? reply['value'] : []) as readonly SigningKey[];
  if (options.json) return terminal.json(keys);
  terminal.table(
    [
      { title: 'KEY', value: key => key.keyId },
      { title: 'STATE', value: key => key.state },
      { title: 'SIGNS FROM', value: key => key.signsFrom },
      { title: 'PUBLISHED UNTIL', value: key => key.publishedUntil },
    ],
    keys,
  );
};
