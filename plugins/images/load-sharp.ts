import { ToolError } from 'openai-mcp-host/plugin';

export type Sharp = typeof import('sharp').default;

let loading: Promise<Sharp | undefined> | undefined;

/** The library that draws and scales; undefined where it is not installed: it is an optional dependency. */
export const findSharp = (): Promise<Sharp | undefined> =>
  (loading ??= import('sharp').then(
    (module) => module.default,
    () => undefined,
  ));

export async function needSharp(): Promise<Sharp> {
  const sharp = await findSharp();
  if (sharp !== undefined) return sharp;
  throw new ToolError(
    'LIBRARY_MISSING',
    'This needs the library sharp, which is not installed.',
    'Whoever runs the server can add it: npm install sharp.',
  );
}
