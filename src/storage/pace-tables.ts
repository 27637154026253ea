/** How fast requests may go out: a row for each model on an account. */
export interface PaceTables {
  pace: {
    key: string;
    /** JSON of whoever keeps the pace. */
    state: string;
    changed_at: number;
  };
}
