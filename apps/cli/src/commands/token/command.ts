import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';
import type { TokenOptions } from './token.ts';

/** `vakt token` */
export const token = (perform: Perform): Command =>
  doing(
    leaf('token', 'Get an access token, or explain one', [
      'curl -H "Authorization: Bearer $(vakt token)" …',
      'vakt token --decode',
      'vakt token --decode --resource xdr',
      "vakt token --tenant contoso.example   (a partner's application in a customer's tenant)",
      'vakt token --decode --from token.txt',
    ])
      .option('--resource <resource>', 'endpoint, xdr, graph, vakt, or an address', 'endpoint')
      .option('--decode', 'explain the claims one by one in place of printing the token')
      .option('--from <file>', 'explain a token that is there already, - for standard input'),
    perform,
    async () => (await import('./token.ts')).token,
    (options: TokenOptions) => options,
  );
