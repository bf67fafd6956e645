import type { HttpReply } from '@vakt/contract/http';
import { AADSTS, type Refusal } from '../aadsts/catalogue.ts';
import type { AadstsEntry } from '../aadsts/entry.ts';
import { describeRefusal, errorReply } from '../aadsts/error-reply.ts';
import { refusalPage } from '../pages/refusal-page.ts';
import type { Visit } from '../sign-in/visit.ts';
import type { AuthorizeEndpoint, ReplyAddress } from './authorize-request.ts';
import { type ReplyParameters, redirectReply } from './redirect-reply.ts';

const DECLINED = 65004;

/** Tells the application, when it is known where it is, or else the person, why there is no sign-in. */
export const refuseSignIn = async (
  refused: Refusal,
  reply: ReplyAddress | undefined,
  { flow, version }: Pick<AuthorizeEndpoint, 'flow' | 'version'>,
  { request, attempt, language, services: { clock } }: Visit,
): Promise<HttpReply> => {
  await attempt.refuse(refused);
  const { number } = refused;
  const entry: AadstsEntry = AADSTS[number];
  const envelope = errorReply(refused, attempt.trace, clock, request.origin, version).body as Record<
    'error_description' | 'error_uri' | 'timestamp',
    string
  >;
  if (!reply?.redirect)
    return refusalPage(
      {
        status: entry.status,
        number,
        text: describeRefusal(refused),
        ...attempt.trace,
        timestamp: envelope.timestamp,
      },
      language,
    );
  const error = (version === 'v1' && entry.errorV1) || entry.redirectError || entry.error;
  const parameters: ReplyParameters = {
    error,
    error_description: envelope.error_description,
    error_uri: envelope.error_uri,
    error_subcode: number === DECLINED ? 'cancel' : undefined,
    admin_consent: flow === 'admin-consent' ? 'True' : undefined,
    state: reply.state,
  };
  return redirectReply(reply.redirect, reply.mode, parameters, language);
};
