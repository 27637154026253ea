import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { HttpSection } from '../../src/config/sections/http-section.js';
import { healthRoutes } from '../../src/transports/http/health-routes.js';
import { runBin } from '../cli/run-bin.js';
import { arrayBehind, optionsIn, readDeployed, root, variablesIn } from './deployed-files.js';

const PROFILE = 'config/profiles/team-server.json';
const dockerfile = readDeployed('Dockerfile');
const compose = parse(readDeployed('config/deploy/compose.yaml'));
const [deployment, service] = parseAllDocuments(
  readDeployed('config/deploy/kubernetes/openai-mcp-host.yaml'),
).map((each) => each.toJS());
const pod = deployment.spec.template.spec;
const container = pod.containers[0];
const balancer = readDeployed('config/deploy/nginx.conf');
const { port, drainSeconds } = new HttpSection();
const paths = healthRoutes(async () => {}).map(({ path }) => path);

let help: string;

beforeAll(async () => {
  help = (await runBin(['serve', '--help'])).stdout;
});

test.each([
  ['the image', arrayBehind('CMD', dockerfile)],
  ['compose.yaml', compose.services.server.command],
  ['Kubernetes', container.args],
])('%s starts the server with options that it has, at the port that is asked', (_, args: string[]) => {
  const at = args.indexOf('--port');

  expect(args.slice(0, 3)).toEqual(['serve', '--transport', 'http']);
  for (const option of optionsIn(args)) expect(help).toMatch(new RegExp(`^ +${option} `, 'm'));
  expect(args[at + 1]).toBe(String(port));
});

describe('the image', () => {
  test('is copied from files that there are and that Docker gets', () => {
    const sent = readDeployed('.dockerignore').split('\n');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list]) =>
      list!.split(' '),
    );
    const files = copied.filter((each) => each !== '.');

    expect(files).toContain('package.json');
    for (const file of files) {
      expect(existsSync(join(root, file)), file).toBe(true);
      expect(sent).toContain(`!${file.split('/')[0]}`);
    }
  });

  test('gets every file that the build runs', () => {
    const { build } = JSON.parse(readDeployed('package.json')).scripts;
    const run = [...build.matchAll(/\b[\w.-]+\.(?:ts|json)\b/g)].map(([file]) => file);
    const sent = readDeployed('.dockerignore').split('\n');

    expect(run).toContain('bundle-types.ts');
    for (const file of run) expect(sent).toContain(`!${file}`);
  });

  test('runs as nobody in particular, and is asked for its health where it answers', () => {
    const [, asked] = /fetch\('http:\/\/127\.0\.0\.1:\d+(\/\w+)'\)/.exec(dockerfile) ?? [];

    expect(paths).toContain(asked);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toContain(`EXPOSE ${port}`);
    expect(dockerfile).toContain(
      `io.modelcontextprotocol.server.name="${JSON.parse(readDeployed('package.json')).mcpName}"`,
    );
  });
});

describe('compose.yaml', () => {
  const { server } = compose.services;

  test('gives the servers all that the profile refers to', () => {
    expect(Object.keys(server.environment)).toEqual(
      expect.arrayContaining(variablesIn(readDeployed(PROFILE))),
    );
  });

  test('mounts what there is, and serves a config of the mounted folder', () => {
    const mounts: string[] = [...server.volumes, ...compose.services.balancer.volumes];
    const mounted = mounts.map((each) => each.replace(/\$\{\w+:-([^}]*)\}/, '$1').split(':')[0]!);

    for (const path of mounted) expect(existsSync(join(root, 'config/deploy', path)), path).toBe(true);
    expect(server.command.at(-1)).toBe('/config/team-server.json');
  });

  test('runs three servers, without rights, and lets them drain', () => {
    expect(server.deploy.replicas).toBe(3);
    expect(server).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(Number.parseInt(server.stop_grace_period, 10)).toBeGreaterThan(drainSeconds + 5);
    expect(compose.services.balancer.ports).toEqual([`127.0.0.1:${port}:${port}`]);
  });
});

describe('Kubernetes', () => {
  const secret = parse(readDeployed('config/deploy/kubernetes/secret.yaml'));
  const kustomization = parse(readDeployed('config/deploy/kubernetes/kustomization.yaml'));
  const config = readDeployed('config/deploy/kubernetes/mcp.config.json');

  test('names files that there are', () => {
    const [{ files }] = kustomization.configMapGenerator;

    for (const file of [...kustomization.resources, ...files])
      expect(existsSync(join(root, 'config/deploy/kubernetes', file)), file).toBe(true);
    expect(container.args.at(-1)).toBe(`${container.volumeMounts[0].mountPath}/${files[0]}`);
  });

  test('serves the profile, and its secret has all that this refers to', () => {
    const { $schema: _, ...served } = JSON.parse(config);
    const { $schema: __, ...profile } = JSON.parse(readDeployed(PROFILE));

    expect(served).toEqual(profile);
    expect(Object.keys(secret.stringData)).toEqual(expect.arrayContaining(variablesIn(config)));
    expect(container.envFrom[0].secretRef.name).toBe(secret.metadata.name);
  });

  test('asks for health where the server answers, and lets it drain', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container;

    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe])
      expect(paths).toContain(httpGet.path);
    expect(readinessProbe.httpGet.path).toBe('/readyz');
    expect(container.ports).toEqual([{ name: 'http', containerPort: port }]);
    expect(service.spec.ports[0].targetPort).toBe('http');
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(
      drainSeconds + container.lifecycle.preStop.sleep.seconds,
    );
  });
});

describe('the balancer', () => {
  test.each(['compose', 'machine'])('knows the servers of upstream-%s.conf', (where) => {
    const [, name] = /proxy_pass http:\/\/(\w+);/.exec(balancer) ?? [];

    expect(readDeployed(`config/deploy/upstream-${where}.conf`)).toContain(`upstream ${name} {`);
    expect(balancer).toContain(`listen ${port};`);
  });

  test('waits longer than a call may last, and buffers nothing', () => {
    const [, seconds] = /proxy_read_timeout (\d+)s;/.exec(balancer) ?? [];

    expect(Number(seconds)).toBeGreaterThan(900);
    expect(balancer).toContain('proxy_buffering off;');
  });
});
