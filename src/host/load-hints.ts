/** What helps against the commonest mistakes in a plugin's code. */
export const hintOn = (message: string): string | undefined =>
  HINTS.find(([said]) => said.test(message))?.[1];

/** By the words of the engine, or of OpenAI's SDK. */
const HINTS: readonly [said: RegExp, hint: string][] = [
  [/does not provide an export/, 'Import types with `import type`, or `import { type Name }`.'],
  [
    /outside a module|Unexpected token 'export'/,
    'Name the file .mjs, or write "type": "module" into the package.json above it.',
  ],
  [/^Cannot find package/, 'Install the package beside the plugin.'],
  [
    /^Missing credentials\. Please pass an `apiKey`/,
    'Plugins find no API key in the environment: in the place of a client of your own, take OpenAIClient in the constructor.',
  ],
];
