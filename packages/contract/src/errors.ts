/** A failure that an operation may answer: its status, and when it does. */
export interface ErrorDescription {
  readonly status: number;
  readonly when: string;
}

/** The codes of the error envelope (reference: defender-endpoint-core, section 1.3). */
export const errorCatalogue = {
  BadRequest: { status: 400, when: 'The request is malformed.' },
  ODataError: { status: 400, when: 'A query option is not valid; the message says where and why.' },
  InvalidInput: { status: 400, when: 'A value in the path or the body is not one that the operation takes.' },
  InvalidRequestBody: { status: 400, when: 'The body is missing, is not JSON or does not fit the schema.' },
  InvalidHashValue: { status: 400, when: 'A hash does not have the form of its kind.' },
  InvalidDomainName: { status: 400, when: 'A domain name does not have the form of one.' },
  InvalidIpAddress: { status: 400, when: 'An IP address does not have the form of one.' },
  InvalidUrl: { status: 400, when: 'A URL does not have the form of one.' },
  MissingRequiredParameter: { status: 400, when: 'A parameter that the operation needs is missing.' },
  MaximumBatchSizeExceeded: { status: 400, when: 'The body names more entities than one call may.' },
  ActiveRequestAlreadyExists: { status: 400, when: 'The device has an open action of this type already.' },
  OsPlatformNotSupported: { status: 400, when: 'The device’s operating system has no means for the action.' },
  Unauthorized: { status: 401, when: 'The access token is missing, expired or not one of ours.' },
  Forbidden: {
    status: 403,
    when: 'The token is valid but lacks the permission or was issued for another resource.',
  },
  DisabledFeature: {
    status: 403,
    when: 'The tenant’s plan does not include the operation, or its settings have it off.',
  },
  NotFound: { status: 404, when: 'Nothing is served at this path.' },
  ResourceNotFound: { status: 404, when: 'The tenant has no entity of this id.' },
  TooManyRequests: {
    status: 429,
    when: 'The quota of calls or of running time is used up; `Retry-After` says for how long.',
  },
  InternalServerError: { status: 500, when: 'An internal error; the call may be made again.' },
  ServiceUnavailable: {
    status: 503,
    when: 'Storage is away for the moment; `Retry-After` says for how long.',
  },
} as const satisfies Readonly<Record<string, ErrorDescription>>;

export type ErrorCode = keyof typeof errorCatalogue;
