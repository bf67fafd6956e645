import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeLibrary } from './library-conformance.ts';
import type { Stage } from './stage.ts';

/** The folder of the jars that `conformance/java/pom.xml` names. */
const libraries = process.env['VAKT_TEST_MSAL_JAVA'] ?? '';
const program = resolve(import.meta.dirname, '../java/MsalProgram.java');
const vaktCommand = resolve(import.meta.dirname, '../../apps/cli/bin/vakt.mjs');
const PASSWORD = 'changeit';

const importInto = (store: string, alias: string, file: string): void => {
  const added = spawnSync('keytool', [
    '-importcert',
    '-noprompt',
    ...Object.entries({ alias, file, keystore: store, storetype: 'PKCS12', storepass: PASSWORD }).flatMap(
      ([name, value]) => [`-${name}`, value],
    ),
  ]);
  if (added.status !== 0) throw new Error(`keytool: ${added.stdout}${added.stderr}`);
};

/** Java reads no bundle: Vakt's two authorities go into a store of its own, as the guide says. */
const trustInStore = ({ vakt }: Stage): Record<string, string> => {
  const store = join(vakt.folder, 'vakt.p12');
  // The authority for the real names is made when they are first asked for.
  spawnSync(process.execPath, [vaktCommand, 'hosts'], { env: { ...process.env, VAKT_DATA: vakt.data } });
  if (!existsSync(store)) {
    importInto(store, 'vakt', vakt.ready.caFile);
    importInto(store, 'vakt-service-names', join(vakt.data, 'tls', 'service-names-ca.pem'));
  }
  return {
    JDK_JAVA_OPTIONS: `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=${PASSWORD}`,
  };
};

describeLibrary({
  name: 'MSAL for Java',
  ...(!existsSync(libraries) && {
    skip: 'VAKT_TEST_MSAL_JAVA does not name a folder with the jars of conformance/java/pom.xml',
  }),
  command: ['java', '-cp', join(libraries, '*'), program],
  trust: trustInStore,
  interactionRequired: /MsalInteractionRequiredException/,
  losesPort: true,
});
