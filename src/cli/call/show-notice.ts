import type { Notice } from '../../host/notice.js';
import { paintRemark } from '../paint.js';
import { remark } from '../print.js';

/** A log message of the tool, as a line on stderr. */
export async function showNotice({ level, data }: Notice): Promise<void> {
  remark(paintRemark('dim', `${level}: ${typeof data === 'string' ? data : JSON.stringify(data)}`));
}
