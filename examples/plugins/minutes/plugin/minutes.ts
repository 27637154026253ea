import { IsArray, IsOptional, IsString } from 'class-validator';
import { Nested } from 'openai-mcp-host/plugin';

export class Action {
  @IsString()
  task!: string;

  @IsOptional()
  @IsString()
  owner?: string;
}

/** What a meeting came to. */
export class Minutes {
  @IsString()
  summary!: string;

  @IsArray()
  @IsString({ each: true })
  decisions!: string[];

  @Nested(() => Action, { each: true })
  actions!: Action[];
}

/** What the model is held to: every property is required there, an owner that nobody named is an empty text. */
export const MINUTES_SCHEMA = {
  type: 'object',
  properties: {
    summary: { type: 'string' },
    decisions: { type: 'array', items: { type: 'string' } },
    actions: {
      type: 'array',
      items: {
        type: 'object',
        properties: { task: { type: 'string' }, owner: { type: 'string' } },
        required: ['task', 'owner'],
        additionalProperties: false,
      },
    },
  },
  required: ['summary', 'decisions', 'actions'],
  additionalProperties: false,
};

/** @throws SyntaxError where the model was cut off. */
export function readMinutes(answer: string): Minutes {
  const { summary, decisions, actions } = JSON.parse(answer) as Minutes;
  return {
    summary,
    decisions,
    actions: actions.map(({ task, owner }) => (owner ? { task, owner } : { task })),
  };
}

/** The minutes as a page of Markdown. */
export function pageOf({ summary, decisions, actions }: Minutes): string {
  const todo = actions.map(({ task, owner }) => `- [ ] ${task}${owner === undefined ? '' : ` (${owner})`}`);
  const list = (heading: string, lines: string[]) => (lines.length > 0 ? ['', heading, '', ...lines] : []);
  return [
    summary,
    ...list(
      '## Decisions',
      decisions.map((each) => `- ${each}`),
    ),
    ...list('## To do', todo),
    '',
  ].join('\n');
}
