import { type Provider, ToolError } from 'openai-mcp-host/plugin';

const ABSENT = new Set([404, 405, 501]);

const unsupported = (why: string, cause?: unknown) =>
  new ToolError(
    'BATCHES_UNSUPPORTED',
    why,
    'Send the requests one by one, or set openai.baseURL to a provider that has batches.',
    { cause },
  );

/** @throws ToolError `BATCHES_UNSUPPORTED` where it is known beforehand. */
export function refuseWithoutBatches({ kind }: Provider): void {
  if (kind === 'azure')
    throw unsupported(
      "Azure OpenAI's batches name deployments of their own in place of models, and other endpoints: requests made for OpenAI do not fit them.",
    );
}

/** What a provider without batches answers, in words. */
export function explained(error: unknown, { kind }: Provider): unknown {
  const { status } = (error ?? {}) as { status?: number };
  return kind === 'compatible' && typeof status === 'number' && ABSENT.has(status)
    ? unsupported('This provider has no batches, or takes no files for them.', error)
    : error;
}
