import type { ServiceSource } from '../../contracts/service-source.js';
import type { Files } from '../../plugin-api/files.js';
import { fitResult } from '../fit-result.js';
import type { CallStep } from '../passage.js';

/** Keeps the result below what the client can take; what does not fit goes to a file and a link. */
export const fit = (maxBytes: number, services: ServiceSource): CallStep => ({
  name: 'fit',
  async pass(passage, next) {
    await next();
    const { call } = passage;
    passage.result = await fitResult(passage.result!, maxBytes, call.tool, async (title, content) => {
      const files = (await services('Files', call.plugin)) as Files;
      return files.save(title, content);
    });
  },
});
