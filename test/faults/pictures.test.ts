import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { errorOf, textOf } from '../support/call-result.js';
import { type FakeOpenAI, startFakeOpenAI } from '../support/fake-openai.js';
import { picture, refused, said } from '../support/openai-answers.js';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

const SECRET = 'the text of a file that nobody may read';
const NOT_AN_IMAGE = Buffer.from('<html>').toString('base64');

let upstream: FakeOpenAI;
let served: ServedProcess;
let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'openai-mcp-host-pictures-'));
  for (const folder of ['allowed', 'outside', 'allowed-too']) await mkdir(join(place, folder));
  await writeFile(join(place, 'allowed/picture.png'), picture(200));
  await writeFile(join(place, 'allowed/page.png'), '<html></html>');
  await writeFile(join(place, 'outside/picture.png'), picture(200));
  await writeFile(join(place, 'outside/secret.txt'), SECRET);
  await writeFile(join(place, 'allowed-too/picture.png'), picture(200));
  await symlink(join(place, 'outside/picture.png'), join(place, 'allowed/link.png'));
  await symlink(join(place, 'outside'), join(place, 'allowed/folder'));
  await symlink(join(place, 'nowhere.png'), join(place, 'allowed/dangling.png'));
  await symlink(join(place, 'allowed/picture.png'), join(place, 'allowed/good-link.png'));

  upstream = await startFakeOpenAI(({ text }) =>
    text.includes('example.com/page')
      ? refused(400, 'invalid_image_url', 'The URL does not lead to a picture.')
      : { json: said('A lighthouse.') },
  );
  served = await serveProcess({
    upstream,
    config: { files: { roots: [join(place, 'allowed')] }, openai: { api: 'responses' } },
  });
});

beforeEach(() => {
  upstream.requests.length = 0;
});

afterAll(async () => {
  await served.close();
  await upstream.stop();
  await rm(place, { recursive: true, force: true });
});

const look = (image_url: string) => served.call('analyze-image', { image_url });

test.each([
  ['a file of the system', () => 'file:///etc/passwd'],
  ['a path of the system', () => '/etc/passwd'],
  ['a path outside', () => join(place, 'outside/picture.png')],
  ['a text outside', () => pathToFileURL(join(place, 'outside/secret.txt')).href],
  ['a way out', () => join(place, 'allowed/../outside/picture.png')],
  ['a way out of a URL', () => `file://${place}/allowed/%2e%2e/outside/picture.png`],
  ['a relative way out', () => '../outside/picture.png'],
  ['a neighbour whose name begins alike', () => join(place, 'allowed-too/picture.png')],
  ['a link out', () => join(place, 'allowed/link.png')],
  ['a link to a folder outside', () => join(place, 'allowed/folder/picture.png')],
  ['a link to nothing', () => join(place, 'allowed/dangling.png')],
  ['another machine', () => 'file://server/share/picture.png'],
  ['a file outside that is not there', () => join(place, 'outside/nothing.png')],
])('%s is not read', async (_, source) => {
  const result = await look(source());

  expect(errorOf(result)?.code).toBe('PATH_NOT_ALLOWED');
  expect(JSON.stringify(result)).not.toMatch(/root:|nobody may read/);
  expect(upstream.requests).toHaveLength(0);
});

test.each([
  ['a data URL of something else', () => `data:text/html;base64,${NOT_AN_IMAGE}`],
  ['a data URL that lies', () => `data:image/png;base64,${NOT_AN_IMAGE}`],
  ['a data URL that is not base64', () => 'data:image/png;base64,not base64!', 'DATA_URL_INVALID'],
  ['a data URL without data', () => 'data:image/png;base64,', 'DATA_URL_INVALID'],
  ['a data URL without anything', () => 'data:', 'DATA_URL_INVALID'],
  ['an allowed file that is no picture', () => join(place, 'allowed/page.png')],
  ['a scheme that nobody fetches', () => 'ftp://example.com/a.png', 'URL_NOT_ALLOWED'],
  ['a script', () => 'javascript:alert(1)', 'FILE_NOT_FOUND'],
  ['a URL that is none', () => 'https://', 'URL_NOT_ALLOWED'],
])('%s is refused before anything is sent', async (_, source, code = 'NOT_AN_IMAGE') => {
  const result = await look(source());

  expect(errorOf(result)?.code).toBe(code);
  expect(upstream.requests).toHaveLength(0);
});

test.each(['allowed/picture.png', 'allowed/good-link.png'])(
  '%s is read and sent as a data URL',
  async (path) => {
    const result = await look(join(place, path));

    expect(textOf(result)).toBe('A lighthouse.');
    expect(upstream.requests[0]!.text).toContain(picture(200).toString('base64'));
  },
);

test('a picture on a web server of this machine is not asked for', async () => {
  const inside = await startFakeOpenAI(() => ({ text: SECRET }));

  const result = await look(`${inside.baseURL}/picture.png`);
  await inside.stop();

  expect(errorOf(result)?.code).toBe('URL_NOT_ALLOWED');
  expect(inside.requests).toHaveLength(0);
  expect(upstream.requests).toHaveLength(0);
});

test('a picture of 30 MB in the arguments is looked at', async () => {
  const image_url = `data:image/png;base64,${picture(30_000_000).toString('base64')}`;

  const result = await look(image_url);

  expect(textOf(result)).toBe('A lighthouse.');
  expect(upstream.requests[0]!.text.length).toBeGreaterThan(40_000_000);
});
