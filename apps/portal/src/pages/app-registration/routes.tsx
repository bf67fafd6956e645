import { Navigate } from 'react-router';
import { lazyPage } from '../../lazy-page.ts';

/** The pages of one application: its frame, and a tab each. */
export const applicationRoutes = lazyPage(
  '/app-registrations/:applicationId',
  async () => (await import('./application-page.tsx')).ApplicationPage,
  [
    { index: true, element: <Navigate to="overview" replace /> },
    lazyPage('overview', async () => (await import('./overview/overview-page.tsx')).OverviewPage),
    lazyPage(
      'authentication',
      async () => (await import('./authentication/authentication-page.tsx')).AuthenticationPage,
    ),
    lazyPage(
      'api-permissions',
      async () => (await import('./api-permissions/api-permissions-page.tsx')).ApiPermissionsPage,
    ),
    lazyPage('credentials', async () => (await import('./credentials/credentials-page.tsx')).CredentialsPage),
    lazyPage('customers', async () => (await import('./customers/customers-page.tsx')).CustomersPage),
    lazyPage('get-a-token', async () => (await import('./get-a-token/get-a-token-page.tsx')).GetATokenPage),
    lazyPage('manifest', async () => (await import('./manifest/manifest-page.tsx')).ManifestPage),
  ],
);
