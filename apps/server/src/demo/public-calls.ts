import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

/** A reply of a public endpoint. */
export interface PublicReply {
  readonly status: number;
  readonly body: unknown;
}

/** A failed call of the set-up, with what the endpoint said. */
export class PublicCallError extends Error {
  override readonly name = 'PublicCallError';
}

interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly token?: string;
  readonly json?: object;
  readonly form?: Readonly<Record<string, string>>;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The public endpoints of a running Vakt, as any client over the network meets them. */
export class PublicEndpoints {
  readonly #origin: string;
  readonly #agent: Agent;

  /** @param origin `https://host:port`; `caFile` the authority's certificate to trust. */
  constructor(origin: string, caFile: string) {
    this.#origin = origin;
    this.#agent = new Agent({ ca: readFileSync(caFile), keepAlive: true });
  }

  /** @throws PublicCallError when the answer is not a success. */
  async call(path: string, { method = 'GET', token, json, form }: CallOptions = {}): Promise<unknown> {
    const body = json ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : undefined;
    const { status, body: answer } = await this.#send(path, method, body, {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && {
        'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      }),
    });
    if (status < 300) return answer;
    throw new PublicCallError(`${method} ${path} answered ${status}: ${JSON.stringify(answer)}`);
  }

  #send(
    path: string,
    method: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<PublicReply> {
    return new Promise((settle, refuse) => {
      const call = request(new URL(path, this.#origin), { method, headers, agent: this.#agent }, response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => (text += chunk));
        response.on('end', () => settle({ status: response.statusCode ?? 0, body: parse(text) }));
        response.on('error', refuse);
      });
      call.on('error', refuse);
      call.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
