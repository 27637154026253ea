import { packageVersion } from '../../config/package-root.js';
import type { CallRequest } from '../../host/passage.js';
import { dryRun } from '../call/dry-run.js';
import { printResult } from '../call/print-result.js';
import { readArguments } from '../call/read-arguments.js';
import { showNotice } from '../call/show-notice.js';
import { showProgress } from '../call/show-progress.js';
import { TerminalRespondent } from '../call/terminal-respondent.js';
import { openHost } from '../open-host.js';
import { printJson, remark } from '../print.js';

export interface CallFlags {
  config?: string;
  dataDir?: string;
  json?: boolean;
  sandbox?: boolean;
  arg?: string[];
  dryRun?: boolean;
}

/** Calls one tool as a client would, and prints what comes back. */
export async function call(tool: string, json: string | undefined, flags: CallFlags): Promise<number> {
  const args = await readArguments(json, flags.arg ?? []);
  const { host, close } = await openHost(flags);
  const cancel = new AbortController();
  process.once('SIGINT', () => {
    remark('Cancelling …');
    cancel.abort(new Error('Ctrl-C'));
  });
  const progress = showProgress();
  const respondent = new TerminalRespondent();
  const request: CallRequest = {
    tool,
    arguments: args,
    client: { name: 'openai-mcp-host call', version: packageVersion() },
    signal: cancel.signal,
    // What is kept belongs to whoever works on this machine, by whichever client.
    isLocal: true,
    waits: true,
  };
  try {
    if (flags.dryRun) return await dryRun(host, request, flags.json === true);
    for (;;) {
      const outcome = await host.call({
        ...request,
        ...progress.listener,
        sendNotice: showNotice,
        respondent,
      });
      progress.clear();
      if ('questions' in outcome) {
        for (const question of outcome.questions) await respondent.put(question);
        continue;
      }
      if (flags.json) printJson(outcome.result);
      else printResult(outcome.result);
      return outcome.result.isError ? 1 : 0;
    }
  } finally {
    await close();
  }
}
