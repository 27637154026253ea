import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The official conformance suite: its coming release, which knows each revision's requirements, and its present one. */
const SUITES = {
  coming: new URL('../../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url),
  present: new URL('../../node_modules/conformance-stable/dist/index.js', import.meta.url),
};

const SUMMARY = /^[✓✗] (\S+): (\d+) passed, (\d+) failed$/gm;

export interface SuiteReport {
  code: number;
  /** By scenario. */
  checks: Record<string, { passed: number; failed: number }>;
  /** All that it has said. */
  output: string;
}

/** Runs the suite as its users do, against a server. */
export const runSuite = (suite: keyof typeof SUITES, url: string, ...args: string[]): Promise<SuiteReport> =>
  new Promise((resolve) => {
    const command = [fileURLToPath(SUITES[suite]), 'server', '--url', url, ...args];
    execFile(process.execPath, command, { maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      const checks = [...output.matchAll(SUMMARY)].map(([, scenario, passed, failed]) => [
        scenario,
        { passed: Number(passed), failed: Number(failed) },
      ]);
      resolve({ code: error === null ? 0 : Number(error.code), checks: Object.fromEntries(checks), output });
    });
  });

/** The scenarios that a revision demands of servers. */
export async function requiredOf(revision: string): Promise<string[]> {
  const { server } = parse(
    await readFile(new URL(`../requirements/${revision}.yaml`, SUITES.coming), 'utf8'),
  );
  return server;
}
