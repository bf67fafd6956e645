import { once } from 'node:events';
import { createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** Carries bytes both ways; each side may end its half first, and one that fails takes the other with it. */
export const splice = (one: Socket, other: Socket): void => {
  const ignoreFailure = (): void => undefined;
  pipeline(one, other, ignoreFailure);
  pipeline(other, one, ignoreFailure);
};

/** Takes connections at one place and carries each to another. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(connectOn: () => Socket) {
    this.#server = createServer({ allowHalfOpen: true }, incoming => {
      const outgoing = connectOn();
      for (const socket of [incoming, outgoing]) this.#keep(socket);
      splice(incoming, outgoing);
    });
  }

  /** @param connectOn makes the connection, half-open allowed, that the next one is carried to */
  static async listen(place: ListenOptions, connectOn: () => Socket): Promise<Relay> {
    const relay = new Relay(connectOn);
    relay.#server.listen(place);
    await once(relay.#server, 'listening');
    return relay;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  /** Ends the connections too. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
