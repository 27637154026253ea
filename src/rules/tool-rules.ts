import { judgeDescription } from './description-length.js';
import type { Complaint, Level, Rule } from './rule.js';
import { type ExaminedTool, toolsOf } from './tools-of.js';

const VERB_NOUN = /^[a-z]+(-[a-z0-9]+)+$/;
/** Verbs that need no noun to be understood. */
const LONE_VERBS = /^(speak|summarize|transcribe|translate)$/;
const LARGEST_LISTING = 2000;
/** Clients of the TypeScript SDK give up after that. */
const PATIENT_SECONDS = 60;
const CHANGES =
  /^(add|clear|create|delete|drop|forget|move|post|remove|rename|reset|save|send|set|update|upload|write)-/;
const DESTROYS = /^(clear|delete|drop|forget|remove|reset)-/;

/** A rule that looks at one tool at a time. */
const toolRule = (id: string, level: Level, judge: (tool: ExaminedTool) => Complaint | undefined): Rule => ({
  id,
  level,
  check: (plugin) =>
    toolsOf(plugin)
      .map(judge)
      .filter((complaint) => complaint !== undefined),
});

/** Rules about what a model and a client see of a tool. */
export const toolRules: readonly Rule[] = [
  toolRule('tool/verb-noun', 'warning', ({ name }) =>
    typeof name === 'string' && !VERB_NOUN.test(name) && !LONE_VERBS.test(name)
      ? { message: `"${name}" is not verb-noun.`, hint: 'Such as generate-image: what it does, to what.' }
      : undefined,
  ),
  toolRule('tool/description', 'warning', ({ name, title, description }) => {
    const message = judgeDescription(name, description, title);
    const hint = 'Say in a sentence or two what it does and what it returns: models choose by it.';
    return message === undefined ? undefined : { message, hint };
  }),
  toolRule('tool/size', 'warning', (tool) => {
    const { name, title, description, inputSchema, outputSchema } = tool;
    if (inputSchema === undefined) return undefined;
    const listed = JSON.stringify({ name, title, description, inputSchema, outputSchema });
    const bytes = Buffer.byteLength(listed);
    if (bytes <= LARGEST_LISTING) return undefined;
    return {
      message: `${name} takes ${bytes} bytes of every listing: about ${Math.round(bytes / 4)} tokens.`,
      hint: `Stay below ${LARGEST_LISTING}: list an object and check its details with the injected Shapes.`,
    };
  }),
  toolRule('tool/effect-verb', 'warning', ({ name, effect }) => {
    const lies =
      (effect === 'read-only' && CHANGES.test(name)) || (effect === 'additive' && DESTROYS.test(name));
    if (!lies) return undefined;
    return {
      message: `${name} is declared ${effect}, and its name says otherwise.`,
      hint: 'Clients call read-only and additive tools without asking: declare what it does, or rename it.',
    };
  }),
  toolRule('tool/patience', 'warning', ({ name, timeoutSeconds = 0, long }) =>
    timeoutSeconds > PATIENT_SECONDS && long === undefined
      ? {
          message: `${name} may take ${timeoutSeconds} s, and many clients give up after ${PATIENT_SECONDS}.`,
          hint: "Say `long: 'once'` in @Tool, or `long: 'resumable'`: it then goes on in the background.",
        }
      : undefined,
  ),
  toolRule('output/typed', 'warning', ({ name, outputSchema }) =>
    outputSchema !== undefined && Object.keys(outputSchema.properties ?? {}).length === 0
      ? {
          message: `The output of ${name} has no properties, so nobody can rely on any.`,
          hint: 'Give each property of the output class a rule, such as @IsString().',
        }
      : undefined,
  ),
];
