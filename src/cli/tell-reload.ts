import type { Reload } from '../host/hot-reload.js';
import { paintRemark } from './paint.js';
import { remark } from './print.js';
import { remarkFault } from './report-failure.js';

/** Says what came of an edit of a plugin. */
export function tellReload({ plugin, faults }: Reload): void {
  if (faults.length === 0) {
    remark(paintRemark('green', `${plugin} was edited and is served anew.`));
    return;
  }
  remark(`${plugin} was edited and can't be served so: what was served before goes on.`);
  for (const fault of faults) remarkFault(fault);
}
