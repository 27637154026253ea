const STARTS: Record<string, (start: string) => boolean> = {
  'image/png': (start) => start.startsWith('\x89PNG\r\n\x1a\n'),
  'image/jpeg': (start) => start.startsWith('\xff\xd8\xff'),
  'image/gif': (start) => /^GIF8[79]a/.test(start),
  'image/webp': (start) => start.startsWith('RIFF') && start.endsWith('WEBP'),
};

/** The media type of a picture by its first bytes; undefined for anything that OpenAI's models don't look at. */
export function imageTypeOf(data: Buffer): string | undefined {
  const start = data.toString('latin1', 0, 12);
  return Object.keys(STARTS).find((type) => STARTS[type]!(start));
}
