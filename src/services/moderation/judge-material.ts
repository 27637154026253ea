import type { Moderation, ModerationCreateParams } from 'openai/resources/moderations';
import type { ModerationSection } from '../../config/sections/moderation-section.js';
import type { GateMaterial, GateVerdict } from '../../contracts/call-gate.js';
import type { Files } from '../../plugin-api/files.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { cutPieces } from './cut-pieces.js';
import { flaggedIn } from './flagged-in.js';
import { gather } from './gather.js';

/** Texts of one request; a million characters. */
const MOST_TEXTS = 128;

interface Judge {
  section: Readonly<ModerationSection>;
  client: OpenAIClient;
  files: Files;
}

type Input = Exclude<ModerationCreateParams['input'], string>;

/** What is found in one part stands, even where another can't be judged. */
export async function judgeMaterial(material: GateMaterial, judge: Judge): Promise<GateVerdict> {
  const { texts, pictures, excess } = await gather(material, judge.section.maxCharacters, judge.files);
  const answers = await Promise.allSettled([
    ...textInputs([...texts]).map((input) => ask(input, input.length, judge)),
    // OpenAI takes one picture in a request.
    ...[...pictures].map((url) => ask([{ type: 'image_url', image_url: { url } }], 1, judge)),
  ]);
  const results = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const flagged = flaggedIn(results, judge.section);
  if (Object.keys(flagged).length > 0) return { flagged };
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return excess === undefined ? {} : { unjudged: excess };
}

function textInputs(texts: readonly string[]): string[][] {
  const pieces = cutPieces(texts.join('\n'));
  const inputs: string[][] = [];
  for (let start = 0; start < pieces.length; start += MOST_TEXTS)
    inputs.push(pieces.slice(start, start + MOST_TEXTS));
  return inputs;
}

async function ask(input: Input, expected: number, { client, section }: Judge): Promise<Moderation[]> {
  const { results } = await client.moderations.create({ model: section.model, input });
  const isWhole = Array.isArray(results) && results.length === expected && results.every(isJudged);
  if (isWhole) return results;
  throw new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    'The answer does not judge everything that was sent.',
    'Try again.',
  );
}

const isJudged = (result: Moderation | null): boolean => typeof result?.flagged === 'boolean';
