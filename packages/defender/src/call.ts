import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import type { Result } from '@vakt/contract/result';
import type { HuntingEngine } from '@vakt/hunting/engine';
import type { HuntingDoors } from '@vakt/hunting/results/limits';
import type { Database } from '@vakt/store/database';
import type { RoleAccess } from '@vakt/store/role-access';
import type { Kysely } from 'kysely';
import type { PackageLinks } from './downloads/package-links.ts';
import type { ResultLinks } from './downloads/result-links.ts';
import type { ApiFailure } from './failure.ts';

/** A call that has passed every gate: what a handler may know of it. */
export interface Call {
  readonly operation: Operation;
  readonly principal: Principal;
  /** What Defender's roles let the user do; `undefined` when they do not concern the caller. */
  readonly access: RoleAccess | undefined;
  /** The rows of the caller's tenant, and of the device groups that a user sees; it holds no others. */
  readonly db: Kysely<Database>;
  readonly request: Pick<HttpRequest, 'origin' | 'path' | 'params' | 'query' | 'signal'>;
  /** The body, checked against the operation's schema. */
  readonly body: unknown;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Over the events of the devices that the caller sees. */
  readonly hunting: Pick<HuntingEngine, 'run' | 'explain'>;
  /** What queries may take at each door. */
  readonly huntingDoors: HuntingDoors;
  readonly packageLinks: Pick<PackageLinks, 'linkTo'>;
  readonly resultLinks: Pick<ResultLinks, 'linkTo'>;
}

/** Does an operation. It checks no permission and writes no error body. */
export type OperationHandler = (call: Call) => Promise<Result<HttpReply, ApiFailure>>;
