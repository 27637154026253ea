import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours a text on a terminal, unless NO_COLOR is set; leaves it as it is in a pipe. */
const paintFor =
  (stream: NodeJS.WriteStream) =>
  (format: Format, text: string): string =>
    styleText(format, text, { stream });

export const paint = paintFor(process.stdout);
export const paintRemark = paintFor(process.stderr);
