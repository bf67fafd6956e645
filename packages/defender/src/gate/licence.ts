import type { Operation } from '@vakt/contract/operations/operation';
import { type Plan, planTitles } from '@vakt/contract/plan';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** Refuses operations that the tenant's plan does not include. */
export const checkLicence = ({ licences }: Operation, plan: Plan): ApiFailure | undefined =>
  licences.includes(plan)
    ? undefined
    : apiFailure(
        'DisabledFeature',
        `The tenant's plan is ${planTitles[plan]}, which does not include this operation. It needs one of: ${licences.map(name => planTitles[name]).join(', ')}.`,
      );
