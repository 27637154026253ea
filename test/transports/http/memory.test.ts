import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginSession, type HttpProcess, httpProcess } from '../../support/http-process.js';
import { peakMemory } from '../../support/peak-memory.js';
import { fixture } from '../../support/served-process.js';

let server: HttpProcess;

beforeAll(async () => {
  server = await httpProcess({
    config: { plugins: { weather: { from: fixture('weather') } } },
    // What is kept for each session that has left would end the process.
    env: { NODE_OPTIONS: '--max-old-space-size=160' },
  });
});

afterAll(() => server.stop());

const MIB = 1024;

/** Sends zeros without end, as many as it says. */
function sendZeros(bytes: number): Promise<number> {
  const { hostname, port, pathname } = new URL(server.url);
  const piece = Buffer.alloc(1024 * 1024);
  let sent = 0;
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': bytes };
    const asked = request({ hostname, port, path: pathname, method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
      asked.destroy();
    });
    const write = () => {
      while (sent < bytes && !asked.destroyed) {
        sent += piece.length;
        if (!asked.write(piece)) return void asked.once('drain', write);
      }
    };
    asked.once('error', reject);
    write();
  });
}

test('a body of a gigabyte is refused, and takes no memory', async () => {
  await beginSession(server.url);
  const before = await peakMemory(server.pid);

  const status = await sendZeros(1024 * 1024 * 1024);

  expect(status).toBe(413);
  expect((await peakMemory(server.pid)) - before).toBeLessThan(40 * MIB);
});

test('ten thousand sessions that are opened and left stay within the memory of a thousand, and others are served', async () => {
  const begin = async () => {
    const begun = await Promise.all(Array.from({ length: 100 }, () => beginSession(server.url)));
    await Promise.all(begun.map((each) => each.text()));
    return begun.map(({ status }) => status);
  };

  for (let hundreds = 1; hundreds < 100; hundreds++) await begin();
  const last = await begin();

  expect(last).toEqual(Array(100).fill(200));
  expect(await peakMemory(server.pid)).toBeLessThan(400 * MIB);
}, 90_000);
