import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands for the web API that the example `currency` asks. */
export interface RatesApi {
  url: string;
  stop(): void;
}

export async function startRatesApi(): Promise<RatesApi> {
  const server = createServer((request, response) => {
    const body = request.url?.startsWith('/latest')
      ? { amount: 1, base: 'EUR', date: '2026-11-20', rates: { USD: 1.25 } }
      : { EUR: 'Euro', USD: 'United States Dollar' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}
