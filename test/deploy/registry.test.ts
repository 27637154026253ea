import { expect, test } from 'vitest';
import { readDeployed } from './deployed-files.js';

const server = JSON.parse(readDeployed('server.json'));
const manifest = JSON.parse(readDeployed('package.json'));
const [npm, oci] = server.packages;

test('server.json is of this package and its version', () => {
  expect(server.name).toBe(manifest.mcpName);
  expect([server.version, npm.version]).toEqual([manifest.version, manifest.version]);
  expect(npm.identifier).toBe(manifest.name);
  expect(oci.identifier).toBe(`ghcr.io/openai-mcp-host/openai-mcp-host:${manifest.version}`);
});

test('server.json keeps to what the registry takes', () => {
  expect(server.$schema).toMatch(
    /^https:\/\/static\.modelcontextprotocol\.io\/schemas\/[\d-]+\/server\.schema\.json$/,
  );
  expect(server.name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
  expect(server.name.length).toBeLessThanOrEqual(200);
  expect(server.title.length).toBeLessThanOrEqual(100);
  expect(server.description.length).toBeLessThanOrEqual(100);
  expect(oci).not.toHaveProperty('version');
  for (const each of server.packages) expect(each.transport).toEqual({ type: 'stdio' });
});

test('server.json names variables that the server reads', () => {
  const page = readDeployed('docs/configuration.md');
  const variables: { name: string }[] = server.packages.flatMap(
    (each: typeof npm) => each.environmentVariables,
  );

  expect(variables.length).toBeGreaterThan(0);
  for (const { name } of variables) expect(page).toContain(`| \`${name}\``);
});
