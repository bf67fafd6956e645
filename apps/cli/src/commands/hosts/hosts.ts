import { lookup } from 'node:dns/promises';
import type { CommandContext } from '../../context.ts';
import { addressOf } from '../../service-names/address.ts';
import { askServiceNames } from '../../service-names/service-names.ts';

/** The port that clients with hard-coded hosts ask. */
const HTTPS_PORT = 443;

const portAdvice = (port: number): string[] =>
  port === HTTPS_PORT
    ? []
    : [
        `The names are asked on port ${HTTPS_PORT}, and this Vakt listens on ${port}. Start it there:`,
        `  vakt start --port ${HTTPS_PORT}                    (as root; Linux: after sysctl net.ipv4.ip_unprivileged_port_start=${HTTPS_PORT} as anybody)`,
        'or lead the port to it (Linux, for this machine’s own programs):',
        `  sudo iptables -t nat -A OUTPUT -o lo -p tcp --dport ${HTTPS_PORT} -j REDIRECT --to-ports ${port}`,
      ];

const trustAdvice = (caFile: string): string[] => [
  `Programs must trust ${caFile}, which vouches for these names alone. For one shell:`,
  `  export NODE_EXTRA_CA_CERTS='${caFile}'`,
  `  curl --cacert '${caFile}' …`,
  'or for the machine (Debian, Ubuntu):',
  `  sudo cp '${caFile}' /usr/local/share/ca-certificates/vakt-service-names.crt && sudo update-ca-certificates`,
  '(Fedora, RHEL):',
  `  sudo cp '${caFile}' /etc/pki/ca-trust/source/anchors/vakt-service-names.pem && sudo update-ca-trust`,
  'or (macOS):',
  `  sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain '${caFile}'`,
];

/** Prints the lines for a hosts file, and says what else is needed. */
export const hosts = async (_input: undefined, context: CommandContext): Promise<void> => {
  const connection = await context.connect();
  const { names, caFile } = await askServiceNames(connection, context);
  const { host, port } = addressOf(connection.settings.url.value);
  const { address } = host === 'localhost' ? { address: '127.0.0.1' } : await lookup(host);
  const { terminal, options } = context;
  if (options.json) return terminal.json({ address, names, port, portAsked: HTTPS_PORT, caFile });
  for (const name of names) terminal.print(`${address} ${name}`);
  const advice = [
    'With these lines in /etc/hosts, every program of this machine meets Vakt in place of the real services:',
    '  vakt hosts | sudo tee -a /etc/hosts',
    ...portAdvice(port),
    ...trustAdvice(caFile),
    'vakt exec -- COMMAND does all of this for one program, and changes nothing on the machine.',
  ];
  for (const line of advice) terminal.note(line);
};
