import { ownAccountFlow } from '../accounts/own-account-flow.ts';
import { authorizeFlow } from '../authorize/authorize-flow.ts';
import { deviceFlow } from '../device/device-flow.ts';
import type { PageFlows } from './sign-in-endpoint.ts';

/** Everything that people sign in for. */
export const PAGE_FLOWS: PageFlows = {
  authorize: authorizeFlow,
  'admin-consent': authorizeFlow,
  device: deviceFlow,
  'own-account': ownAccountFlow,
};
