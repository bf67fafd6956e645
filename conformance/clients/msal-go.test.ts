import { existsSync } from 'node:fs';
import { describeLibrary } from './library-conformance.ts';

/** `conformance/go`, built. */
const program = process.env['VAKT_TEST_MSAL_GO'] ?? '';

describeLibrary({
  name: 'MSAL for Go',
  ...(!existsSync(program) && { skip: 'VAKT_TEST_MSAL_GO does not name conformance/go, built' }),
  command: [program],
  trust: ({ vakt }) => ({ SSL_CERT_FILE: vakt.ready.caFile }),
  interactionRequired: /"suberror":"consent_required"/,
  confidentialUserCannotRenew: true,
});
