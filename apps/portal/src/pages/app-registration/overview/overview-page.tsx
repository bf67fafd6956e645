import { Endpoints, IdentifierUris } from './addresses.tsx';
import { Essentials } from './essentials.tsx';
import { NextSteps } from './next-steps.tsx';

/** What an application is, what it needs next, and where its tokens come from. */
export const OverviewPage = () => (
  <>
    <Essentials />
    <NextSteps />
    <Endpoints />
    <IdentifierUris />
  </>
);
