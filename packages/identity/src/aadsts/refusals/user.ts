import type { AadstsEntry } from '../entry.ts';

/** What is wrong with the person who signs in, or with the consent (reference: identity, sections 2.6 and 6). */
export const USER_REFUSALS = {
  16000: {
    status: 400,
    error: 'login_required',
    text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
  },
  50020: {
    status: 400,
    error: 'invalid_grant',
    redirectError: 'interaction_required',
    text: "User account '{user}' from identity provider '{provider}' does not exist in tenant '{tenant}' and cannot access the application '{client}' in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different user account of the tenant.",
  },
  50034: {
    status: 400,
    error: 'invalid_grant',
    text: 'The user account {user} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.',
  },
  50053: {
    status: 400,
    error: 'invalid_grant',
    text: 'The account is locked because it was signed in to with a wrong password too many times. Try again later.',
  },
  50055: {
    status: 400,
    error: 'invalid_grant',
    suberror: 'user_password_expired',
    text: 'The password is expired.',
  },
  50056: { status: 400, error: 'invalid_grant', text: 'The user has no password in the directory.' },
  50057: { status: 400, error: 'invalid_grant', text: 'The user account is disabled.' },
  50058: {
    status: 400,
    error: 'login_required',
    text: 'A silent sign-in request was sent but no user is signed in.',
  },
  50074: {
    status: 400,
    error: 'invalid_grant',
    suberror: 'basic_action',
    errorV1: 'interaction_required',
    redirectError: 'interaction_required',
    text: 'Strong Authentication is required.',
  },
  50076: {
    status: 400,
    error: 'invalid_grant',
    suberror: 'basic_action',
    errorV1: 'interaction_required',
    redirectError: 'interaction_required',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.",
  },
  50088: {
    status: 400,
    error: 'invalid_grant',
    text: 'The verification code is not right, or was used before.',
  },
  50105: {
    status: 400,
    error: 'invalid_grant',
    redirectError: 'access_denied',
    text: "The signed in user '{user}' is not assigned to a role for the application '{client}'({name}). Your administrator has configured the application to block users unless they are specifically granted access.",
  },
  50126: {
    status: 400,
    error: 'invalid_grant',
    text: 'Error validating credentials due to invalid username or password.',
  },
  65001: {
    status: 400,
    error: 'invalid_grant',
    suberror: 'consent_required',
    redirectError: 'consent_required',
    text: "The user or administrator has not consented to use the application with ID '{client}' named '{name}'. Send an interactive authorization request for this user and resource.",
  },
  65004: {
    status: 400,
    error: 'consent_required',
    errorV1: 'access_denied',
    text: 'User declined to consent to access the app.',
  },
  90094: {
    status: 400,
    error: 'consent_required',
    redirectError: 'access_denied',
    text: 'An administrator of {tenant} has to grant the permissions {permissions} of this application. Sign in as an administrator, or ask one to open the consent link.',
  },
} as const satisfies Readonly<Record<number, AadstsEntry>>;
