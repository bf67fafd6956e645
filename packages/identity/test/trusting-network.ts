import { Agent, request } from 'node:https';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';

/** The library's own requests over node:https with one more trusted certificate, as NODE_EXTRA_CA_CERTS gives a process. */
export class TrustingNetwork implements INetworkModule {
  readonly #agent: Agent;

  constructor(ca: string) {
    this.#agent = new Agent({ ca });
  }

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#send('GET', url, options);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#send('POST', url, options);
  }

  #send<T>(method: string, url: string, options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> {
    return new Promise((settle, refuse) => {
      const outgoing = request(
        url,
        { method, headers: options.headers ?? {}, agent: this.#agent },
        incoming => {
          let text = '';
          incoming.setEncoding('utf8');
          incoming.on('data', chunk => (text += chunk));
          incoming.on('end', () =>
            settle({
              headers: incoming.headers as Record<string, string>,
              body: JSON.parse(text) as T,
              status: incoming.statusCode ?? 0,
            }),
          );
        },
      );
      outgoing.on('error', refuse);
      outgoing.end(options.body);
    });
  }
}
