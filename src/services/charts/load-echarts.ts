import { ToolError } from '../../plugin-api/tool-error.js';

type Parts = typeof import('./echarts-parts.js');

/** echarts is an optional package: only charts need it. */
export async function loadEcharts(
  load: () => Promise<Parts> = () => import('./echarts-parts.js'),
): Promise<Parts> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ToolError(
      'CHART_UNAVAILABLE',
      'The chart needs the optional package echarts, which is not installed.',
      'Run: npm install echarts',
    );
  }
}
