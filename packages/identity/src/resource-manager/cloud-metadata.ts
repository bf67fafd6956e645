import type { HttpRequest, Route } from '@vakt/contract/http';
import { resourceApplications } from '@vakt/contract/resources';

const [ARM = ''] = resourceApplications.AzureResourceManager.identifierUris;
const [GRAPH = ''] = resourceApplications.MicrosoftGraph.identifierUris;

/** The endpoints of the cloud that somebody registers by its address: everything is at the address that was asked. */
const describeCloud = ({ origin }: HttpRequest): object => ({
  galleryEndpoint: origin,
  graphEndpoint: GRAPH,
  portalEndpoint: origin,
  // The names of later versions of this call, which hunting libraries read.
  resourceManager: `${origin}/`,
  microsoftGraphResourceId: `${GRAPH}/`,
  authentication: {
    loginEndpoint: `${origin}/`,
    audiences: [`${ARM}/`],
    tenant: 'common',
    identityProvider: 'AAD',
  },
});

/** What `az cloud register` asks before anybody signed in (reference: identity, section 7.1). */
export const cloudMetadataRoute: Route = {
  method: 'GET',
  path: '/metadata/endpoints',
  handle: async request => ({ status: 200, body: describeCloud(request) }),
};
