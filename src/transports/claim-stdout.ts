import { Writable } from 'node:stream';

let claimed: Writable | undefined;

/**
 * Takes stdout for one purpose: from now on whatever anybody prints, plugins and libraries included, goes to stderr,
 * and only what is written to the returned stream goes to stdout.
 */
export function claimStdout(): Writable {
  if (claimed !== undefined) return claimed;
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  claimed = new Writable({
    decodeStrings: false,
    write: (chunk, encoding, done) => void write(chunk, encoding as BufferEncoding, done),
    writev: (lines, done) => void write(lines.map(({ chunk }) => chunk).join(''), done),
  });
  return claimed;
}
