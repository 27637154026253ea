import type { ConfigChange } from '../host/reload/config-change.js';
import { paintRemark } from './paint.js';
import { remark } from './print.js';
import { remarkFault } from './report-failure.js';

/** Says in one line what came of a changed config, and what it takes a restart for. */
export function tellChange(change: ConfigChange): void {
  const { faults, kept } = change;
  if (faults.length > 0) {
    remark("The config was changed and can't be taken up: what held before goes on.");
    for (const fault of faults) remarkFault(fault);
    return;
  }
  const what = changesOf(change);
  remark(
    what === ''
      ? 'The config was read anew: nothing has changed.'
      : paintRemark('green', `The config was taken up anew: ${what}.`),
  );
  if (kept.length > 0)
    remark(`${kept.join(', ')}: changed in the config, and held as before until the server is restarted.`);
}

/** `tools +3 −1; budget, limits` */
function changesOf({ tools: { added, removed, changed }, sections }: ConfigChange): string {
  const counts = [
    ...(added.length > 0 ? [`+${added.length}`] : []),
    ...(removed.length > 0 ? [`−${removed.length}`] : []),
    ...(changed.length > 0 ? [`~${changed.length}`] : []),
  ];
  const tools = counts.length > 0 ? [`tools ${counts.join(' ')}`] : [];
  const others = sections.filter((name) => tools.length === 0 || name !== 'tools');
  return [...tools, ...(others.length > 0 ? [others.join(', ')] : [])].join('; ');
}
