declare module 'autocannon' {
  interface Options {
    url: string;
    method: string;
    headers: Record<string, string>;
    body: string;
    connections: number;
    /** Seconds. */
    duration: number;
    verifyBody(body: string): boolean;
    setupClient(client: { setHeaders(headers: Record<string, string>): void }): void;
  }
  interface Result {
    '2xx': number;
    non2xx: number;
    errors: number;
    mismatches: number;
    duration: number;
    latency: { p50: number; p99: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
