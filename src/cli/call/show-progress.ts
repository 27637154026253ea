import type { CallRequest } from '../../host/passage.js';

const CLEAR_LINE = '\r\u001B[K';

/** Progress on one line of the terminal, which is gone when the result comes; nothing in a pipe. */
export function showProgress(): { listener: Pick<CallRequest, 'sendProgress'>; clear(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { listener: {}, clear: () => {} };
  return {
    listener: {
      sendProgress: async ({ progress, total, message = '' }) => {
        const share = total === undefined ? '…' : `${Math.round((progress / total) * 100)} %`;
        const line = `${share} ${message.replaceAll(/\s+/g, ' ')}`;
        stderr.write(CLEAR_LINE + line.slice(0, Math.max(20, stderr.columns - 1)));
      },
    },
    clear: () => void stderr.write(CLEAR_LINE),
  };
}
