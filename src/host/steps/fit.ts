import type { ServiceSource } from '../../contracts/service-source.js';
import type { Files } from '../../plugin-api/files.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { fitResult } from '../fit-result.js';
import type { CallStep } from '../passage.js';
import { refusal } from './answer.js';

/** Keeps the result below what the client can take; what does not fit goes to a file and a link. */
export const fit = (maxBytes: number, services: ServiceSource): CallStep => ({
  name: 'fit',
  async pass(passage, next) {
    await next();
    const { call } = passage;
    if (call.dryRun !== undefined) return;
    const whole = passage.result!;
    const save: Files['save'] = async (title, content) => {
      const files = (await services('Files', call.plugin)) as Files;
      return files.save(title, content);
    };
    try {
      passage.result = await fitResult(whole, maxBytes, call.tool, save);
    } catch (error) {
      if (!ToolError.is(error)) throw error;
      const refused = refusal(error, call.notes);
      passage.failure = error;
      passage.result = { ...refused, _meta: { ...whole._meta, ...refused._meta } };
    }
  },
});
