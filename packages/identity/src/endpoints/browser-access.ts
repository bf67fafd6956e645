import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { findClientApplication } from '../authority/client-application.ts';
import type { Form } from '../authority/form.ts';
import type { GrantServices } from '../grants/grant.ts';

const originOf = (uri: string): string | undefined => (URL.canParse(uri) ? new URL(uri).origin : undefined);

/** A loopback application is the same whichever port it has today. */
const withoutLoopbackPort = (origin: string): string =>
  origin.replace(/^(https?:\/\/(?:localhost|127\.0\.0\.1)):\d+$/i, '$1');

/**
 * Lets a browser's script read a token reply, a refusal too, when its page is of an origin where the application has
 * registered itself as a single-page application (reference: identity, section 1.2).
 */
export const openToBrowser = async (
  reply: HttpReply,
  { headers: { origin } }: HttpRequest,
  form: Form,
  { store }: GrantServices,
): Promise<HttpReply> => {
  const clientId = form.get('client_id');
  const client = origin && clientId ? await findClientApplication(store, clientId) : undefined;
  const isItsOwn = client?.redirectUris.spa.some(uri => {
    const registered = originOf(uri);
    return registered && origin && withoutLoopbackPort(registered) === withoutLoopbackPort(origin);
  });
  return origin && isItsOwn
    ? { ...reply, headers: { ...reply.headers, 'access-control-allow-origin': origin, vary: 'Origin' } }
    : reply;
};
