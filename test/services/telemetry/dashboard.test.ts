import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Exposition, readExposition } from '../../support/prometheus-text.js';
import { readQuery } from '../../support/promql.js';
import { type BusyServer, beBusy, busyServer } from './busy-server.js';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Target {
  expr: string;
  legendFormat: string;
  datasource: { uid: string };
}
interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: Target[];
}
interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: Record<string, string>;
}

const dashboard = JSON.parse(read('config/deploy/grafana/openai-mcp-host.json'));
const panels = dashboard.panels as Panel[];
const alerts = parse(read('config/deploy/prometheus/alerts.yaml')) as { groups: { rules: Rule[] }[] };
const rules = alerts.groups.flatMap((group) => group.rules);
const targets = panels.flatMap(({ title, targets = [] }) => targets.map((target) => ({ title, ...target })));

/** What Prometheus itself adds. */
const ADDED = ['le', 'instance', 'job'];

let server: BusyServer;
let seen: Exposition;
beforeAll(async () => {
  server = await busyServer();
  await beBusy(server);
  seen = readExposition(await server.metrics());
});
afterAll(() => server.close());

/** The metrics of a query that a busy server does not export, and its labels that one of them does not have. */
function lacking(query: string): string[] {
  const { metrics, labels } = readQuery(query);
  return metrics.flatMap((metric) => {
    const samples = seen.find(metric);
    if (samples.length === 0) return [metric];
    const known = [...ADDED, ...samples.flatMap(({ labels }) => Object.keys(labels))];
    return labels.filter((label) => !known.includes(label)).map((label) => `${metric}{${label}}`);
  });
}

describe('the dashboard', () => {
  test('asks for nothing but what a busy server exports, with its labels', () => {
    expect(targets.length).toBeGreaterThan(20);
    expect(targets.flatMap(({ expr }) => lacking(expr))).toEqual([]);
    expect(targets.filter(({ expr }) => readQuery(expr).metrics.length === 0)).toEqual([]);
  });

  test('names in its legends what its queries group by', () => {
    for (const { title, expr, legendFormat } of targets) {
      const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!);
      expect(readQuery(expr).labels, title).toEqual(expect.arrayContaining(named));
    }
  });

  test('asks the data source that its reader has chosen', () => {
    const [source, instance] = dashboard.templating.list;

    expect(source).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    expect(lacking(instance.definition.replace(/, instance\)$/, ')'))).toEqual([]);
    expect([...new Set(targets.map(({ datasource }) => datasource.uid))]).toEqual([`\${datasource}`]);
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
  });

  test('has its panels side by side: none lies on another, and each has an id of its own', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
  });
});

describe('the alert rules', () => {
  test('ask for nothing but what a busy server exports, with its labels', () => {
    expect(rules.length).toBeGreaterThan(8);
    expect(rules.flatMap(({ expr }) => lacking(expr))).toEqual([]);
  });

  test('have names of their own, a severity, and speak of labels that they have', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, expr, labels, annotations } of rules) {
      expect(['warning', 'critical'], alert).toContain(labels.severity);
      const named = [
        ...Object.values(annotations)
          .join()
          .matchAll(/\$labels\.(\w+)/g),
      ].map(([, label]) => label!);
      expect(readQuery(expr).labels, alert).toEqual(expect.arrayContaining(named));
    }
  });
});

test('every metric of ours has a row in docs/observability.md, with its labels', () => {
  const rows =
    /<!-- metrics -->\n([\s\S]*?)\n<!-- \/metrics -->/.exec(read('docs/observability.md'))?.[1] ?? '';
  const documented = rows
    .split('\n')
    .slice(2)
    .map((row) => row.split(' | ').slice(0, 2).join(' | '));
  const exported = Object.keys(seen.types)
    .filter((name) => name.startsWith('openai_mcp_host_'))
    .map((name) => {
      const samples = seen.samples.filter(
        (sample) => sample.name === name || sample.name === `${name}_count`,
      );
      const labels = Object.keys(samples[0]?.labels ?? {}).map((label) => `\`${label}\``);
      return `| \`${name}\` | ${labels.join(' ')}`;
    });

  expect(documented.sort()).toEqual(exported.sort());
});
