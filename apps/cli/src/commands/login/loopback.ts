import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandError } from '../../failure/command-error.ts';

/** Waits on this machine for a browser that comes back from the authority. */
export interface Loopback extends AsyncDisposable {
  /** Where the authority is to send the browser. */
  readonly redirectUri: string;
  /** The code that the browser brings, once it comes with the right `state`. */
  waitForCode(state: string, signal: AbortSignal): Promise<string>;
}

/** A page without anything from elsewhere: what the authority said is shown at the terminal, not here. */
const page = (text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Vakt</title><p>${text}</p></html>`;

const answer = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
  response.end(page(text));
};

const refused = (parameters: URLSearchParams): CommandError => {
  const description = parameters.get('error_description') ?? parameters.get('error') ?? '';
  return new CommandError({
    reason: 'signInNeeded',
    step: 'prove',
    message: description.split(/\s+Trace ID:/)[0] ?? description,
    mend: ['Sign in again: vakt login --user --browser'],
  });
};

/** Listens on a port of the loopback interface alone, where nobody else on the network can come to. */
export const openLoopback = async (): Promise<Loopback> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    // The authority compares loopback addresses without their ports (reference: identity, section 5.3).
    redirectUri: `http://localhost:${port}`,
    waitForCode: (state, signal) =>
      new Promise((settle, refuse) => {
        signal.addEventListener('abort', () => refuse(signal.reason), { once: true });
        server.on('request', (request, response) => {
          const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
          // Another page of the same browser may call this address; only the authority's answer knows the state.
          if (searchParams.get('state') !== state) return answer(response, 404, 'Nothing is here.');
          const code = searchParams.get('code');
          if (code === null) {
            answer(response, 400, 'You are not signed in. The terminal says why; this page can be closed.');
            return refuse(refused(searchParams));
          }
          answer(response, 200, 'You are signed in. This page can be closed.');
          settle(code);
        });
      }),
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeIdleConnections();
    },
  };
};
