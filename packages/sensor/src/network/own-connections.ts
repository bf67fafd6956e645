import type { Connection } from './connection.ts';

/**
 * Leaves out the sensor's own connections to its server but the first: a server that closes after each delivery would
 * otherwise make every delivery the cause of the next.
 */
export class OwnConnections {
  readonly #serverPort: number;
  readonly #isOwnPort: (port: number) => boolean;
  #reportedPort: number | undefined;
  #leftOut = 0;

  constructor(serverPort: number, isOwnPort: (port: number) => boolean) {
    this.#serverPort = serverPort;
    this.#isOwnPort = isOwnPort;
  }

  /** How many were left out. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Whether a connection is to be reported. */
  admits({ localPort, remotePort, owner }: Connection): boolean {
    const port = this.#ownEnd(localPort, remotePort, owner);
    if (port === undefined || port === (this.#reportedPort ??= port)) return true;
    this.#leftOut += 1;
    return false;
  }

  /** The sensor's port of its own connection, seen from either end. */
  #ownEnd(localPort: number, remotePort: number, owner: number | undefined): number | undefined {
    const isOurs = owner === process.pid || this.#isOwnPort(localPort);
    if (remotePort === this.#serverPort && isOurs) return localPort;
    return localPort === this.#serverPort && this.#isOwnPort(remotePort) ? remotePort : undefined;
  }
}
