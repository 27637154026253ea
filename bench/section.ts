/** A limit that ours is held to. A missed one is shown; it is no error. */
export interface Goal {
  atMost?: number;
  atLeast?: number;
}

export interface Row {
  figure: string;
  /** By column; null where it could not be measured. */
  values: Record<string, number | null>;
  goal?: Goal;
}

/** A part of the report: one table. The first column is what goals are about. */
export interface Section {
  name: string;
  title: string;
  columns: string[];
  rows: Row[];
}

/** Whether the row's goal is met; null where it has none, or nothing was measured. */
export function goalMet({ columns }: Section, { values, goal }: Row): boolean | null {
  const value = values[columns[0] ?? ''];
  if (goal === undefined || value === undefined || value === null) return null;
  return (
    value <= (goal.atMost ?? Number.POSITIVE_INFINITY) && value >= (goal.atLeast ?? Number.NEGATIVE_INFINITY)
  );
}
