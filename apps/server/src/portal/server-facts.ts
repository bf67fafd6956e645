import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import type { Route } from '@vakt/contract/http';
import type { TenantCreation } from '@vakt/identity/tenants/tenant-creator';

/** What people who use the portal must know of the server: nothing of it is secret. */
export interface ServerFacts {
  readonly version: string;
  readonly tenantCreation: TenantCreation;
  /** The certificate of the authority that vouches for this server, on the server's own disk. */
  readonly certificateAuthorityFile: string;
  /** The file with the operator's token. */
  readonly operatorTokenFile: string;
  /** The file with the demo tenant's credentials, once there is one. */
  readonly demoCredentialsFile: () => string | undefined;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether somebody on this machine calls. IPv4 addresses written as IPv6 ones (::ffff:127.0.0.1) are judged as IPv4. */
const isLoopback = (address: string): boolean =>
  isIP(address) !== 0 && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** `GET /vakt/v1/server`, and the certificate that clients of this server must trust as a file to download. */
export const serverFactsRoutes = ({
  version,
  tenantCreation,
  certificateAuthorityFile,
  operatorTokenFile,
  demoCredentialsFile,
}: ServerFacts): Route[] => {
  // Paths help those alone who can open them, on this machine.
  const paths = () => {
    const demo = demoCredentialsFile();
    return {
      certificateAuthorityFile,
      operatorTokenFile,
      ...(demo !== undefined && { demoCredentialsFile: demo }),
    };
  };
  const certificate = readFileSync(certificateAuthorityFile, 'utf8');
  return [
    {
      method: 'GET',
      path: '/vakt/v1/server',
      handle: async ({ remoteAddress }) => ({
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: { version, tenantCreation, ...(isLoopback(remoteAddress) && paths()) },
      }),
    },
    {
      method: 'GET',
      path: '/vakt/v1/certificate-authority',
      handle: async () => ({
        status: 200,
        headers: {
          'content-type': 'application/x-pem-file',
          'content-disposition': 'attachment; filename="vakt-ca.pem"',
        },
        body: certificate,
      }),
    },
  ];
};
