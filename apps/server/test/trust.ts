import { createServer } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import { connect } from 'node:tls';
import type { CertifiedKey } from '../src/tls/certificate-authority.ts';

/** Connects to a server with `certificate` and says why the connection is not trusted; nothing when it is. */
export const whyNotTrusted = async (
  server: CertifiedKey,
  ca: string,
  name: string,
): Promise<string | undefined> => {
  const listener = createServer({ cert: server.certificate, key: server.privateKey });
  await new Promise<void>(settle => listener.listen(0, '127.0.0.1', settle));
  const { port } = listener.address() as AddressInfo;
  try {
    return await new Promise<string | undefined>(settle => {
      const socket = connect({
        port,
        host: '127.0.0.1',
        ca,
        ...(isIP(name) === 0 && { servername: name }),
        checkServerIdentity: () => undefined,
      });
      socket.once('secureConnect', () => settle(undefined)).once('error', error => settle(error.message));
      socket.once('secureConnect', () => socket.end());
    });
  } finally {
    listener.close();
  }
};
