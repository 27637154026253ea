import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RecordedRequest, recordRequest } from './recorded-request.js';
import { type Reply, sendReply } from './reply.js';

/** `nth` counts the requests for the same method and path, from 0. */
export type Script = (request: RecordedRequest, nth: number) => Reply | Promise<Reply>;

export interface FakeOpenAI {
  /** Ends in `/v1`. */
  baseURL: string;
  requests: RecordedRequest[];
  stop(): Promise<void>;
}

/** A server on a random loopback port that answers what the test scripts. An error in the script is a 500. */
export async function startFakeOpenAI(script: Script): Promise<FakeOpenAI> {
  const requests: RecordedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    try {
      const request = await recordRequest(incoming, response);
      const nth = requests.filter(
        (past) => past.method === request.method && past.path === request.path,
      ).length;
      requests.push(request);
      await sendReply(await script(request, nth), response);
    } catch (error) {
      if (!response.headersSent) response.writeHead(500, { 'x-should-retry': 'false' });
      response.end(`the test's script failed: ${error}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that forgets to stop it still ends.
  server.unref();
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
