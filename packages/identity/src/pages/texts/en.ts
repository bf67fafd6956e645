import { type Html, html } from '../html.ts';

/**
 * Every sentence of the pages, in English; the other languages have the same keys. A sentence with a name in it is a
 * function of HTML, so that nobody's name is taken for markup.
 */
export const en = {
  brand: {
    problem: 'Error',
    footer: 'Vakt, self-hosted. Check the address of this page before you type a password.',
  },
  actions: {
    cancel: 'Cancel',
    continue: 'Continue',
    accept: 'Accept',
    useAnother: 'Use another account',
    signOut: 'Sign out',
  },
  account: {
    signedInAs: 'Signed in as',
  },
  signIn: {
    title: 'Sign in',
    toApplication: (application: Html) => html`to continue to ${application}`,
    toOrganization: (organization: Html) => html`You sign in to ${organization}.`,
    username: 'Username',
    usernameHint: 'For example alex@contoso.com',
    password: 'Password',
    remember: 'Keep me signed in on this device',
    submit: 'Sign in',
    problems: {
      'wrong-password': 'The username or the password is not right. Check both and try again.',
      'unknown-account':
        'There is no account with this username here. Check the spelling, or use another account.',
      locked:
        'This account is locked for a while after too many wrong passwords. Wait a minute, then try again.',
      disabled: 'This account is disabled. Ask an administrator of your organization to enable it.',
      'no-password':
        'This account has no password yet. Ask an administrator of your organization to set one.',
      'not-in-tenant':
        'This account does not belong to the organization that you sign in to. Use another account, or ask its administrator to invite you.',
      'missing-fields': 'Type your username and your password.',
      'too-many': 'There were too many attempts from your address. Wait a few minutes, then try again.',
    },
  },
  picker: {
    title: 'Choose an account',
    signedIn: 'Signed in',
    signedOut: 'Signed out',
  },
  verification: {
    title: 'Verify that it is you',
    explanation: 'Open your authenticator app and type the code that it shows for this account.',
    code: 'Verification code',
    codeHint: 'Six digits; a new one every 30 seconds',
    submit: 'Verify',
    problems: {
      'wrong-code': 'The code is not right or no longer valid. Wait for the next one and type that.',
      locked: 'There were too many wrong codes. Wait a minute, then try again.',
    },
  },
  consent: {
    title: 'Permissions requested',
    forOrganization: (application: Html, organization: Html) =>
      html`${application} asks for these permissions for the whole of ${organization}. If you accept, they count for everyone in it, and nobody else is asked.`,
    forUser: (application: Html) => html`${application} asks for these permissions:`,
    applicationId: 'Application ID',
    publisher: 'Publisher',
    ownOrganization: 'Your own organization',
    unverified: 'Unverified: Vakt cannot vouch for who this is. Accept only if you know and trust them.',
    permissions: 'Permissions',
    role: 'Acts by itself, without anyone signed in',
    scope: 'Acts in the name of the person signed in',
    noDescription: 'The resource gives no description of this permission.',
    organizationCheckbox: 'Consent on behalf of your organization',
    organizationHint: 'Everyone in your organization is then covered, and nobody else is asked.',
    returnsTo: (host: Html) => html`After your answer you go to ${host}.`,
    trust: 'Accept only what you expect. An administrator can take consent back at any time.',
  },
  approval: {
    title: 'An administrator has to approve this',
    explanation: (application: Html, organization: Html) =>
      html`${application} asks for permissions in ${organization} that only an administrator can grant.`,
    permissions: 'Permissions that need an administrator',
    whoHelps: 'Who can help',
    whatToDo:
      'Ask an administrator of your organization to consent to this application, and then sign in again.',
    haveAdminAccount: 'Do you have an administrator’s account yourself? Sign in with it.',
    useAnother: 'Sign in with another account',
    back: 'Back to the application',
    code: 'Error code',
  },
  granted: {
    title: 'Consent granted',
    forOrganization: (application: Html, organization: Html) =>
      html`${application} now has these permissions in the whole of ${organization}:`,
    forUser: (application: Html, organization: Html) =>
      html`${application} now has these permissions in ${organization}, in your name:`,
    tenantId: 'Tenant ID to hand over',
    tenantIdHint: 'Select it and copy it.',
    next: 'What to do next',
    handOver: (publisher: Html) =>
      html`Give the tenant ID to ${publisher}. With it and its own secret or certificate, the application gets tokens for your organization.`,
    revoke: 'To take consent back, an administrator removes the application from your organization.',
    close: 'You can close this page.',
  },
  device: {
    title: 'Sign in on another device',
    explanation: 'Type the code that your device or your command line shows.',
    code: 'Code',
    warning:
      'Type only a code that you asked for yourself. If somebody sent it to you, they want to use your account: stop here.',
    problems: {
      unknown: 'This code is not known. Check each character against the one on your device.',
      expired: 'This code has expired. Start again on your device to get a new one.',
      used: 'This code was used already. Start again on your device to get a new one.',
      'too-many': 'There were too many attempts. Wait a few minutes, then try again.',
    },
    confirmTitle: 'Is this you?',
    confirm: (application: Html) => html`You are about to sign in to ${application} on another device.`,
    application: 'Application',
    organization: 'Organization',
    requestedFrom: 'Requested from the address',
    shownCode: 'Code',
    doneTitle: 'You are signed in',
    done: (application: Html) =>
      html`${application} is now signed in on your other device. You can close this page.`,
    declinedTitle: 'Sign-in cancelled',
    declined: (application: Html) => html`${application} was not signed in. You can close this page.`,
  },
  signedOut: {
    title: 'You are signed out',
    explanation: 'Close all windows of the browser if others use this computer.',
    signInAgain: 'Sign in again',
  },
  ownAccount: {
    title: 'Your account',
    name: 'Name',
    username: 'Username',
    organization: 'Organization',
    twoStep: 'Two-step verification',
    off: 'Off. Your password alone is enough to sign in.',
    on: 'On. Signing in takes your password and a code from your authenticator app.',
    enrol: 'Turn on',
    scan: 'Scan this picture with an authenticator app, or type the key into it. Then type the code that the app shows.',
    qrLabel: 'QR code with the key below',
    key: 'Key',
    confirm: 'Confirm',
    removeExplanation: 'To turn it off, type a code from your authenticator app.',
    remove: 'Turn off',
    notices: {
      enrolled: 'Two-step verification is on.',
      removed: 'Two-step verification is off.',
    },
  },
  refusal: {
    title: 'This sign-in cannot go on',
    whatToDo: 'What to do',
    details: 'For whoever helps you',
    code: 'Error code',
    message: 'Message',
    traceId: 'Trace ID',
    correlationId: 'Correlation ID',
    timestamp: 'Timestamp',
    advice: {
      otherwise:
        'Go back to the application and try again. If it happens again, send the details below to its developer or your administrator.',
      redirectUri:
        'The application sent an address to return to that is not among its registered redirect URIs. Its developer has to register exactly this address, or send a registered one.',
      unknownApplication:
        'The application is not known in this organization. Check its application ID and the tenant in the link, or ask an administrator to consent to it first.',
      malformed:
        'The link or the request is incomplete. Start again from the application; its developer finds what is missing in the message below.',
      tenant: 'The organization in the link is not known here. Check the tenant ID or the domain in it.',
      singleTenant:
        'The application is registered for one organization only, and the link names none. Its developer puts the tenant ID in the link, or opens the application to all organizations.',
      account: 'Sign in with an account of this organization, or ask its administrator to invite you.',
      assignment: 'Ask an administrator of your organization to assign you to this application.',
      administrator: 'Ask an administrator of your organization; the details below help them.',
      credential:
        'The application’s secret is missing, wrong or expired. Its developer adds a new one to the application and sends its value, not its ID.',
      startAgain: 'Start again from the application: this page was open too long, or was used already.',
      consent: 'Ask an administrator of your organization to consent to the application.',
    },
  },
  formPost: {
    title: 'Returning to the application',
    explanation: 'If nothing happens, press Continue.',
  },
  nativeClient: {
    title: 'You can close this window',
  },
};

/** What each language has to say; a missing or misspelt key does not compile. */
export type Texts = Readonly<typeof en>;
