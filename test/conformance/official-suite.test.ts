import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpProcess, httpProcess } from '../support/http-process.js';
import { requiredOf, runSuite } from '../support/official-suite.js';
import { fixture } from '../support/served-process.js';

const MINUTE = 60_000;

/** Scenarios that the suite runs too, but no revision requires. */
const FAIL_KNOWINGLY = [
  // Who calls a long tool without tasks gets its result, or the id of a job: it is not refused.
  'tasks-required-task-error',
  // What a long tool asks, its task asks: a call is not put back before it is a task.
  'tasks-mrtr-composition',
  // No tool has x-mcp-header.
  'http-custom-header-server-validation',
];

let server: HttpProcess;

beforeAll(async () => {
  server = await httpProcess({ config: { plugins: { conformance: { from: fixture('../conformance') } } } });
});

afterAll(() => server.stop());

test.each([
  ['2025-11-25', 30, 70, []],
  ['2026-07-28', 37, 110, FAIL_KNOWINGLY],
])(
  'everything that revision %s requires of a server holds over HTTP',
  async (revision, scenarios, atLeast, known) => {
    const required = await requiredOf(revision);

    const { code, checks, output } = await runSuite('coming', server.url, '--requirements', revision);

    const unchecked = required.filter((each) => !(checks[each]!.passed > 0));
    const passed = required.reduce((sum, each) => sum + checks[each]!.passed, 0);
    const failing = Object.keys(checks).filter((each) => checks[each]!.failed > 0);
    expect({ code, unchecked, failing }, output).toEqual({ code: 0, unchecked: [], failing: known });
    expect(required).toHaveLength(scenarios);
    expect(passed).toBeGreaterThanOrEqual(atLeast);
  },
  MINUTE,
);

test(
  'the suite in its present release passes as a whole',
  async () => {
    const { code, checks, output } = await runSuite('present', server.url, '--suite', 'all');

    const sum = (what: 'passed' | 'failed') =>
      Object.values(checks).reduce((total, each) => total + each[what], 0);
    expect({ code, failed: sum('failed') }, output).toEqual({ code: 0, failed: 0 });
    expect(Object.keys(checks)).toHaveLength(32);
    expect(sum('passed')).toBeGreaterThanOrEqual(44);
  },
  MINUTE,
);
