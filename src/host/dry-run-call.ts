import type { DryRun } from '../contracts/dry-run.js';
import type { CallEstimate } from '../plugin-api/estimates.js';
import { ToolError } from '../plugin-api/tool-error.js';
import type { Passage } from './passage.js';
import type { Question, Respondent } from './question.js';
import type { ServedTool } from './served-tool.js';

/** Ways out of the host that it can't hold back. */
const UNHELD = ['network', 'disk', 'processes'];

/** Goes on wherever a person would be asked whether to; nobody is there to fill in forms. */
export const AGREEABLE: Respondent = {
  can: () => true,
  replyTo: ({ name }) => (name === 'confirm' ? { action: 'accept', content: { ok: true } } : undefined),
};

/** A tool that changes something is run only where the host can keep it from doing so. */
export function refuseUnheld(served: ServedTool | undefined): void {
  if (served === undefined || served.tool.effect === 'read-only') return;
  const { uses } = served.runtime.plugin;
  const ways = uses?.filter((word) => UNHELD.includes(word));
  if (ways?.length === 0) return;
  const { name } = served.tool;
  const why = ways === undefined ? 'does not say what it uses' : `uses ${ways.join(', ')}`;
  throw new ToolError(
    'DRY_RUN_REFUSED',
    `${name} changes things, and its plugin ${why}: what it does there can't be held back in a dry run.`,
    'What it costs can only be seen by calling it.',
  );
}

/** What came of a dry run; what the call failed with by itself is thrown. */
export function estimateOf(
  tool: string,
  { hasStopped, requests, withheld }: DryRun,
  passage: Passage | { questions: readonly Question[] },
): CallEstimate {
  const asked =
    'questions' in passage
      ? passage.questions.map(
          (question) => `It would ask: ${'message' in question ? question.message : question.name}`,
        )
      : [];
  if ('call' in passage && passage.failure !== undefined && !hasStopped) throw passage.failure;
  const sum = (amounts: (bigint | null | undefined)[]) =>
    amounts.includes(null) || amounts.includes(undefined)
      ? null
      : usdOf(amounts.reduce((total: bigint, each) => total + each!, 0n));
  const likely = requests.length === 0 ? null : sum(requests.map(({ likelyNanoUsd }) => likelyNanoUsd));
  return {
    tool,
    mostUsd: sum(requests.map(({ nanoUsd }) => nanoUsd)),
    ...(likely === null ? {} : { likelyUsd: likely }),
    requests: requests.map(({ nanoUsd, likelyNanoUsd, ...request }) => ({
      ...request,
      mostUsd: nanoUsd === null ? null : usdOf(nanoUsd),
      ...(likelyNanoUsd === undefined ? {} : { likelyUsd: usdOf(likelyNanoUsd) }),
    })),
    notes: [
      ...remarksOn(requests.length),
      ...withheld,
      ...asked,
      ...('call' in passage ? passage.call.notes : []),
    ],
  };
}

function remarksOn(requests: number): string[] {
  if (requests === 0) return ['It would send no request that costs anything.'];
  return [
    'The most it can cost: all input at the dearest price, and as much output as the request allows. Nothing was sent that costs anything.',
    "Requests that depend on an answer can't be foreseen.",
  ];
}

const usdOf = (nanoUsd: bigint): number => Number(nanoUsd) / 1e9;
