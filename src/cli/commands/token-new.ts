import { checkClients } from '../../config/check-clients.js';
import { checkDocument } from '../../config/check-document.js';
import { hashOfToken, newToken } from '../../services/access/client-tokens.js';
import { print, printJson, remark } from '../print.js';
import { UsageError } from '../usage-error.js';

export interface TokenFlags {
  name: string;
  expires?: string;
  json?: boolean;
}

/** Makes a token. It is shown this once, and kept nowhere: the config has its hash. */
export async function tokenNew({ name, expires, json }: TokenFlags): Promise<number> {
  const token = newToken();
  const client = { name, tokens: [{ hash: hashOfToken(token), ...(expires && { expires }) }] };
  await refuseUnfit(client);
  if (json) printJson({ token, client });
  else {
    remark(`The token of ${name}. It is shown this once; give it to whoever runs the client:`);
    print(token);
    remark('\nThe entry of server.clients in mcp.config.json, or its tokens where there is one already:');
    print(JSON.stringify(client, null, 2));
  }
  return 0;
}

async function refuseUnfit(client: object): Promise<void> {
  const document = { server: { clients: [client] } };
  const faults = [
    ...(await checkDocument(document, 'the command', new Set())),
    ...checkClients(document, 'the command'),
  ];
  const [first] = faults;
  if (first === undefined) return;
  const flag = first.where?.includes('expires') ? '--expires' : '--name';
  throw new UsageError(first.message.replace(/^server\.clients\[0\]\.\S+/, flag), first.hint);
}
