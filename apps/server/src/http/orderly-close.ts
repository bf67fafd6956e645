import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';

/** The same for a TCP connection and for the TLS connection on it. */
const peerOf = ({ remoteAddress, remotePort }: Pick<Socket, 'remoteAddress' | 'remotePort'>): string =>
  `${remoteAddress} ${remotePort}`;

/**
 * Prepares a listener for its end. Browsers connect ahead of need, and a connection that never asked anything would keep a
 * closed listener open for minutes: those are known, and ended first.
 *
 * @returns closes the listener; resolves when the replies under way have been sent.
 */
export const prepareOrderlyClose = (listener: Server): (() => Promise<void>) => {
  const neverAsked = new Map<string, Socket>();
  listener.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    neverAsked.set(peer, socket);
    socket.once('close', () => neverAsked.delete(peer));
  });
  listener.on('request', ({ socket }: IncomingMessage) => neverAsked.delete(peerOf(socket)));
  return () =>
    new Promise(settle => {
      listener.close(() => settle());
      for (const socket of neverAsked.values()) socket.destroy();
    });
};
