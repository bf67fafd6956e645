/** An application's frame and what its tabs share. */
export const en = {
  title: 'App registration',
  loading: 'The application is being read.',
  tabsOf: (name: string) => `Pages of ${name}`,
  tabs: {
    overview: 'Overview',
    authentication: 'Authentication',
    'api-permissions': 'API permissions',
    credentials: 'Certificates & secrets',
    'get-a-token': 'Get a token',
    customers: 'Customers',
    manifest: 'Manifest',
  },
  unknown: {
    title: 'There is no such application',
    text: 'No application of this tenant has this object ID. The address may be mistyped, or somebody has deleted the application.',
    back: 'To the list of app registrations',
  },
  deleted: {
    title: 'This application has been deleted',
    text: 'Somebody deleted the application while you had it open. It gets no more tokens.',
    back: 'To the list of app registrations',
  },
};
