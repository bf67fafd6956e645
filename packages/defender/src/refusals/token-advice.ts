import type { Advice, TokenFault } from '@vakt/contract/refusal';

const NEW_TOKEN = ['vakt token'];

/** Which step each fault of a token leads back to, and what to do. */
export const tokenAdvice: Readonly<Record<TokenFault, Advice>> = {
  missing: {
    step: 'call',
    missing: 'the Authorization header',
    remedies: ['Send the access token with each call: Authorization: Bearer <access token>.'],
    commands: NEW_TOKEN,
  },
  malformed: {
    step: 'call',
    missing: 'a signed token (JWT) in the Authorization header',
    remedies: [
      'Send the value of access_token from the token reply, whole and on one line; not the secret, not the reply itself.',
    ],
    commands: ['vakt token --decode'],
    page: '/portal/token-inspector',
  },
  foreign: {
    step: 'token',
    missing: 'a token of this authority',
    remedies: [
      'Ask this installation for the token, not another one and not the real service: the token endpoint is /{tenant}/oauth2/v2.0/token on this origin.',
    ],
    commands: NEW_TOKEN,
    page: '/portal/token-inspector',
  },
  expired: {
    step: 'token',
    missing: 'a token that is valid now',
    remedies: [
      'Take a new token; one lasts an hour and serves many calls. Take the next before that hour ends.',
    ],
    commands: NEW_TOKEN,
  },
  early: {
    step: 'token',
    missing: 'a token that is valid now',
    remedies: ['Set the clocks of this server and of whoever made the token; they are minutes apart.'],
  },
  'other-kind': {
    step: 'token',
    missing: 'an access token',
    remedies: ['Send the access_token of the token reply. An id token says who signed in and opens no API.'],
    commands: NEW_TOKEN,
  },
  revoked: {
    step: 'prove',
    missing: 'a sign-in that still counts',
    remedies: [
      'Sign in again: a refresh token or code behind this token was used twice, or the sign-in was revoked.',
    ],
    commands: ['vakt login --user --browser'],
  },
  'no-tenant': {
    step: 'register',
    missing: 'the tenant that the token names',
    remedies: ['Register the application in a tenant that exists, and take a token there.'],
    commands: ['vakt tenant list'],
  },
};
