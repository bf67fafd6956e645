import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Address, addressOf } from '../../service-names/address.ts';
import { splice } from './relay.ts';

const HTTPS_PORT = 443;

const refuse = (client: Duplex, status: string): void => {
  client.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** The target of a CONNECT request, `login.microsoftonline.com:443` for one. */
const targetOf = (authority: string): Address | undefined => {
  const origin = `https://${authority}`;
  return /^[^/?#@]+:\d{1,5}$/.test(authority) && URL.canParse(origin) ? addressOf(origin) : undefined;
};

/** An HTTP proxy on loopback that knows CONNECT alone: it leads the given names to Vakt and all others to themselves. */
export class ConnectProxy {
  readonly #server: Server = createServer((_request, reply) => {
    reply.writeHead(405, { allow: 'CONNECT', 'content-type': 'text/plain' });
    reply.end('This proxy of vakt exec carries https alone.\n');
  });
  readonly #sockets = new Set<Duplex>();
  readonly #names: ReadonlySet<string>;
  readonly #vakt: Address;

  private constructor(names: readonly string[], vakt: Address) {
    this.#names = new Set(names);
    this.#vakt = vakt;
    this.#server.on('connection', socket => this.#keep(socket));
    this.#server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) =>
      this.#tunnel(request.url ?? '', client, head),
    );
  }

  static async start(names: readonly string[], vakt: Address): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(names, vakt);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** As the variable HTTPS_PROXY wants it. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #keep(socket: Duplex): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #tunnel(authority: string, client: Socket, head: Buffer): void {
    // A client that goes away while the tunnel is made is no failure of ours.
    client.on('error', () => client.destroy());
    const asked = targetOf(authority);
    if (!asked) return refuse(client, '400 Bad Request');
    const isOurs = asked.port === HTTPS_PORT && this.#names.has(asked.host.toLowerCase());
    const server = connect({ ...(isOurs ? this.#vakt : asked), allowHalfOpen: true });
    this.#keep(server);
    const refuseTunnel = (): void => refuse(client, '502 Bad Gateway');
    server.once('error', refuseTunnel).once('connect', () => {
      server.off('error', refuseTunnel);
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) server.write(head);
      splice(client, server);
    });
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
