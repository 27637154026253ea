import { expect, test } from 'vitest';
import { hashOfToken } from '../../src/services/access/client-tokens.js';
import { runBin } from './run-bin.js';

test('token new prints a token, and what the config has to know of it', async () => {
  const { code, stdout } = await runBin([
    'token',
    'new',
    '--name',
    'team-a',
    '--expires',
    '2027-06-30',
    '--json',
  ]);
  const { token, client } = JSON.parse(stdout);

  expect(code).toBe(0);
  expect(token).toMatch(/^omh_[A-Za-z0-9_-]{43}$/);
  expect(client).toEqual({
    name: 'team-a',
    tokens: [{ hash: hashOfToken(token), expires: '2027-06-30' }],
  });
});

test('a name that no client can have is wrong usage', async () => {
  const { code, stdout, stderr } = await runBin(['token', 'new', '--name', 'Local']);

  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('"Local" could be taken for "local"');
});
