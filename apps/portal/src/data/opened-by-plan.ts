import { operations } from '@vakt/contract/operations';
import { callOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Plan } from '@vakt/contract/plan';

/** Calls on a kind of thing that the APIs work with, and whether a plan opens them. */
export interface OpenedCalls {
  readonly resource: Operation['resource'];
  /** Method and path of each call, `GET /api/alerts`. */
  readonly calls: readonly string[];
  readonly isOpen: boolean;
}

type Licensed = Pick<Operation, 'resource' | 'method' | 'door' | 'path' | 'licences'>;

/** What a plan opens and what it does not: a resource whose calls differ stands twice. */
export const openedBy = (plan: Plan, offered: readonly Licensed[] = operations): readonly OpenedCalls[] =>
  [...new Set(offered.map(({ resource }) => resource))].flatMap(resource =>
    [true, false]
      .map(isOpen => ({
        resource,
        calls: offered
          .filter(one => one.resource === resource && one.licences.includes(plan) === isOpen)
          .map(callOf),
        isOpen,
      }))
      .filter(({ calls }) => calls.length > 0),
  );
