import { Contract } from './contract.js';

/** Lines over a common axis. */
export interface LineChart {
  title: string;
  /** What else is worth saying: at most two lines of 60 letters. */
  remarks?: readonly string[];
  /** What the horizontal axis counts, such as `step`. */
  axis: string;
  /** At most six. `points`: `[x, y]` by rising x. */
  series: readonly { name: string; points: readonly (readonly [x: number, y: number])[] }[];
}

/** A picture of figures. */
export interface Chart {
  title: string;
  svg: string;
  /** Left out where no program is there that makes one; `remark` then says which. */
  png?: Uint8Array;
  remark?: string;
}

/** Draws figures; the same figures give the same picture. */
@Contract('Charts')
export abstract class Charts {
  /** Draws one picture of all the lines, as SVG and PNG. */
  abstract lines(chart: LineChart): Promise<Chart>;
}
