/** How much an isolated device may still reach. */
export type IsolationScope = 'Full' | 'Selective';

/** The server that the device goes on speaking with. */
export interface ServerAddress {
  /** IPv4 or IPv6, without brackets or zone. */
  readonly address: string;
  readonly port: number;
}

/** The sensor's own nftables table: what others have set up stays as it is. */
export const TABLE = 'vakt_isolation';

const familyOf = (address: string): 'ip' | 'ip6' => (address.includes(':') ? 'ip6' : 'ip');

const toServer = ({ address, port }: ServerAddress): string =>
  `${familyOf(address)} daddr ${address} tcp dport ${port} accept`;

const fromServer = ({ address, port }: ServerAddress): string =>
  `${familyOf(address)} saddr ${address} tcp sport ${port} ct state established accept`;

/** Without it no IPv6 neighbour, the server's router included, can be spoken to. */
const NEIGHBOURS =
  'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, nd-router-advert } accept';

/** What keeps the machine's own address, names and clock right. */
const SELECTIVE_OUT = ['udp dport { 53, 67, 123, 547 } accept', 'tcp dport 53 accept'];
const SELECTIVE_IN = ['udp sport { 53, 67, 123, 547 } accept', 'tcp sport 53 ct state established accept'];

/**
 * Drops everything while the isolation is armed. The kernel itself disarms it: a device whose sensor died, or that cannot
 * reach its server any more, is let back by itself.
 */
const DROP = 'meta l4proto @armed drop';

const chain = (hook: string, rules: readonly string[]): string =>
  `  chain ${hook} {\n    type filter hook ${hook} priority -300; policy accept;\n${[...rules, DROP]
    .map(rule => `    ${rule}\n`)
    .join('')}  }\n`;

const armed = (seconds: number): string => `0-255 timeout ${seconds}s`;

/** Takes the table away, whether it is there or not. */
export const releaseRuleset = `add table inet ${TABLE}\ndelete table inet ${TABLE}\n`;

/** Keeps an isolation armed for so many seconds more. */
export const armingRuleset = (seconds: number): string =>
  `flush set inet ${TABLE} armed\nadd element inet ${TABLE} armed { ${armed(seconds)} }\n`;

/**
 * The commands for nftables that cut a device off but for loopback and the server, at once and in place of an earlier
 * isolation.
 *
 * @param seconds how long the isolation lasts unless it is armed again.
 */
export const isolationRuleset = (
  scope: IsolationScope,
  server: readonly ServerAddress[],
  seconds: number,
): string => {
  const isSelective = scope === 'Selective';
  const outgoing = ['oifname "lo" accept', ...server.map(toServer), NEIGHBOURS];
  const incoming = ['iifname "lo" accept', ...server.map(fromServer), NEIGHBOURS];
  return `${releaseRuleset}table inet ${TABLE} {
  set armed {
    type inet_proto; flags interval, timeout;
    elements = { ${armed(seconds)} }
  }
${chain('output', [...outgoing, ...(isSelective ? SELECTIVE_OUT : [])])}${chain('input', [
  ...incoming,
  ...(isSelective ? SELECTIVE_IN : []),
])}${chain('forward', [])}}
`;
};
