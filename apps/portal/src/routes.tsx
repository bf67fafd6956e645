import { useEffect } from 'react';
import { Outlet, type RouteObject, useLocation } from 'react-router';
import { useLanguage } from './language/language-context.tsx';
import { lazyPage } from './lazy-page.ts';
import { applicationRoutes } from './pages/app-registration/routes.tsx';
import { HomePage } from './pages/home/home-page.tsx';
import { WelcomePage } from './pages/welcome/welcome-page.tsx';
import { leaveToSignIn } from './session/leave.ts';
import { Frame } from './shell/frame.tsx';
import { NoSuchPage } from './shell/no-such-page.tsx';
import { PageError } from './shell/page-error.tsx';

/** A page of the portal, asked by somebody who has not signed in: they sign in and come back to it. */
const SignInFirst = () => {
  const { language } = useLanguage();
  const { pathname, search } = useLocation();
  useEffect(
    () => void leaveToSignIn({ language, returnTo: pathname + search }),
    [language, pathname, search],
  );
  return null;
};

export const signedOutRoutes = (problem: Error | null): RouteObject[] => [
  {
    element: <Outlet />,
    errorElement: <PageError />,
    children: [
      { path: '/', element: <WelcomePage problem={problem} /> },
      lazyPage(
        '/create-tenant',
        async () =>
          (await import('./pages/create-tenant/signed-out-create-tenant-page.tsx')).SignedOutCreateTenantPage,
      ),
      { path: '*', element: <SignInFirst /> },
    ],
  },
];

export const signedInRoutes: RouteObject[] = [
  {
    element: <Frame />,
    errorElement: <PageError />,
    children: [
      {
        errorElement: <PageError />,
        children: [
          { path: '/', element: <HomePage /> },
          lazyPage(
            '/app-registrations',
            async () =>
              (await import('./pages/app-registrations/app-registrations-page.tsx')).AppRegistrationsPage,
          ),
          lazyPage(
            '/app-registrations/new',
            async () =>
              (await import('./pages/new-registration/new-registration-page.tsx')).NewRegistrationPage,
          ),
          applicationRoutes,
          lazyPage('/partner', async () => (await import('./pages/partner/partner-page.tsx')).PartnerPage),
          lazyPage(
            '/token-inspector',
            async () => (await import('./pages/token-inspector/token-inspector-page.tsx')).TokenInspectorPage,
          ),
          lazyPage(
            '/create-tenant',
            async () => (await import('./pages/create-tenant/create-tenant-page.tsx')).CreateTenantPage,
          ),
          lazyPage('/hunting', async () => (await import('./pages/hunting/hunting-page.tsx')).HuntingPage),
          lazyPage('/tenant', async () => (await import('./pages/tenant/tenant-page.tsx')).TenantPage),
          lazyPage('/users', async () => (await import('./pages/users/users-page.tsx')).UsersPage),
          lazyPage(
            '/users/new',
            async () => (await import('./pages/new-user/new-user-page.tsx')).NewUserPage,
          ),
          lazyPage('/users/:userId', async () => (await import('./pages/user/user-page.tsx')).UserPage),
          lazyPage(
            '/enterprise-applications',
            async () =>
              (await import('./pages/enterprise-applications/enterprise-applications-page.tsx'))
                .EnterpriseApplicationsPage,
          ),
          lazyPage(
            '/enterprise-applications/:servicePrincipalId',
            async () =>
              (await import('./pages/enterprise-application/enterprise-application-page.tsx'))
                .EnterpriseApplicationPage,
          ),
          lazyPage(
            '/sign-in-logs',
            async () => (await import('./pages/sign-in-logs/sign-in-logs-page.tsx')).SignInLogsPage,
          ),
          lazyPage(
            '/audit-logs',
            async () => (await import('./pages/audit-logs/audit-logs-page.tsx')).AuditLogsPage,
          ),
          { path: '*', element: <NoSuchPage /> },
        ],
      },
    ],
  },
];
