import type { GateSide } from '../../contracts/call-gate.js';
import type { Confirmation } from '../../plugin-api/tool-call.js';
import type { ToolError } from '../../plugin-api/tool-error.js';
import type { Unjudged } from './judge-call.js';

type Flagged = Readonly<Record<string, number>>;
type Words = [message: string, hint: string];

const OPERATOR = 'The operator decides what is moderated: `moderation` in mcp.config.json.';

const named = (flagged: Flagged): string => Object.keys(flagged).join(', ');

/** What the person at the client is asked. Without scores: the same question must come again in the next round. */
export const questionOf = (tool: string, side: GateSide, flagged: Flagged): string =>
  side === 'input'
    ? `Moderation flagged what ${tool} is asked for: ${named(flagged)}. Run it all the same?`
    : `Moderation flagged what ${tool} answered: ${named(flagged)}. Show it all the same?`;

/** A refusal, which never repeats what was flagged. */
export function flaggedWords(
  tool: string,
  side: GateSide,
  flagged: Flagged,
  answer: Confirmation | undefined,
): Words {
  const who =
    answer === undefined
      ? ''
      : answer === 'unavailable'
        ? ', and this client has no way to ask a person'
        : ', and the person at the client did not agree';
  return side === 'input'
    ? [
        `Moderation flagged what ${tool} was asked for (${named(flagged)})${who}: it was not run.`,
        `Word it differently. ${OPERATOR}`,
      ]
    : [
        `Moderation flagged what ${tool} answered (${named(flagged)})${who}: the answer is held back.`,
        `Ask for something else. ${OPERATOR}`,
      ];
}

export function unjudgedWords(tool: string, side: GateSide, unjudged: Unjudged): Words {
  const { reason } = unjudged;
  const message =
    side === 'input'
      ? `What ${tool} was asked for could not be moderated, so it was not run: ${reason}.`
      : `What ${tool} answered could not be moderated, so it is held back: ${reason}.`;
  return [message, hintOf(unjudged)];
}

const hintOf = ({ code, hint }: Unjudged): string =>
  [hint ?? (code === 'UPSTREAM_NOT_FOUND' ? 'Not every provider has moderation.' : ''), OPERATOR]
    .join(' ')
    .trim();

/** What is left of an error whose words nobody could judge. */
export const heldBackWords = (tool: string, unjudged: Unjudged): Words => [
  `${tool} failed. What it said of that is held back, because it could not be moderated: ${unjudged.reason}.`,
  hintOf(unjudged),
];

export const unjudgedNote = (side: GateSide, { reason }: Unjudged): string =>
  `${side === 'input' ? 'What was asked for' : 'This answer'} was not moderated: ${reason}.`;

/** An error in the host's own words: what the API said of it may repeat what it was sent. */
export const reasonOf = ({ code, message }: ToolError): string =>
  `${message.split(': ')[0]!.replace(/\.$/, '')} (${code})`;
