import type { Complaint, Rule } from './rule.js';

const LONGEST_INSTRUCTIONS = 400;
const TOOLS_TO_TELL_APART = 3;
/** A level of MCP's as the first argument: the console and loggers have none there. */
const LOGS = /\.log\(\s*['"](debug|info|notice|warning|error|critical|alert|emergency)['"]/;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Rules about what a plugin says of itself. */
export const pluginRules: readonly Rule[] = [
  {
    id: 'plugin/title',
    level: 'warning',
    check: ({ code }) =>
      code === undefined || isText(code.definition.title)
        ? []
        : [{ message: 'It has no title.', hint: 'Write `title` in definePlugin: what people see.' }],
  },
  {
    id: 'plugin/version',
    level: 'warning',
    check: async ({ code }) => {
      const { default: semver } = await import('semver');
      if (code === undefined || semver.valid(code.definition.version) !== null) return [];
      const message = `Its version is ${JSON.stringify(code.definition.version)}, which is no semantic version.`;
      return [{ message, hint: 'Write three numbers, such as "1.0.0".' }];
    },
  },
  {
    id: 'plugin/host-bounded',
    level: 'warning',
    check: async ({ code }) => {
      const { default: semver } = await import('semver');
      const range = code?.definition.host;
      if (typeof range !== 'string' || range.trim() === '*' || semver.validRange(range) === null) return [];
      if (!semver.satisfies('9999.0.0', range)) return [];
      return [
        {
          message: `Its \`host\` is ${range}, which admits every version to come, and nobody has tried those.`,
          hint: 'Bound it to the major version that it was tested with, such as "^1".',
        },
      ];
    },
  },
  { id: 'plugin/instructions', level: 'advice', check: ({ described }) => judgeInstructions(described) },
  {
    id: 'plugin/uses',
    level: 'advice',
    check: ({ described }) =>
      described === undefined || described.uses !== undefined || described.injects === undefined
        ? []
        : [
            {
              message: `It does not say that it uses ${described.injects.join(', ')}.`,
              hint: 'Say so in `uses` of definePlugin: operators read it before they trust a plugin.',
            },
          ],
  },
  {
    id: 'plugin/logs',
    level: 'warning',
    check: ({ described, sources }) =>
      described === undefined || described.logs === true || !sources.some(({ text }) => LOGS.test(text))
        ? []
        : [
            {
              message: 'It sends clients log messages and does not say so, so none arrives.',
              hint: 'Write `logs: true` in definePlugin.',
            },
          ],
  },
  {
    id: 'plugin/import-effects',
    level: 'warning',
    check: ({ importEffects }) =>
      importEffects.map((effect) => ({
        message: `Importing it ${effect}.`,
        hint: 'Do no work at import: the `start()` of a service is the place, and `stop()` undoes it.',
      })),
  },
  {
    id: 'plugin/tested',
    level: 'advice',
    check: ({ files, tested }) =>
      files === undefined || tested
        ? []
        : [{ message: 'It has no test.', hint: 'Write one with openai-mcp-host/testing, named *.test.*.' }],
  },
];

function judgeInstructions(described: { instructions?: string; tools: readonly unknown[] } | undefined) {
  const complaints: Complaint[] = [];
  const length = described?.instructions?.length ?? 0;
  if (length > LONGEST_INSTRUCTIONS) {
    complaints.push({
      message: `Its instructions have ${length} characters, and every client pays for them.`,
      hint: `Say in at most ${LONGEST_INSTRUCTIONS} which tool is for what.`,
    });
  }
  if (length === 0 && (described?.tools.length ?? 0) >= TOOLS_TO_TELL_APART) {
    complaints.push({
      message: `It has ${described?.tools.length} tools and no instructions.`,
      hint: 'Say in `instructions` which one is for what: a model reads them before it chooses.',
    });
  }
  return complaints;
}
