/** What is wrong with a line, or with the whole file. */
export interface Fault {
  /** Left out where it is the file's. */
  line?: number;
  level: 'error' | 'warning';
  code: string;
  message: string;
  /** What to do about it. */
  fix: string;
}

/** Of each kind of fault, so that one kind does not crowd out the others. */
const KEPT_A_CODE = 1000;

/** The faults of a file: all are counted, and the first of each kind kept. */
export class Faults {
  readonly kept: Fault[] = [];
  /** By code. */
  readonly counts: Record<string, number> = {};
  errors = 0;
  warnings = 0;

  add(fault: Fault): void {
    const count = (this.counts[fault.code] ?? 0) + 1;
    this.counts[fault.code] = count;
    if (fault.level === 'error') this.errors += 1;
    else this.warnings += 1;
    if (count <= KEPT_A_CODE) this.kept.push(fault);
  }

  /** For one line. */
  at(line: number): Report {
    return {
      error: (code, message, fix) => this.add({ line, level: 'error', code, message, fix }),
      warn: (code, message, fix) => this.add({ line, level: 'warning', code, message, fix }),
    };
  }

  warn(code: string, message: string, fix: string): void {
    this.add({ level: 'warning', code, message, fix });
  }

  error(code: string, message: string, fix: string): void {
    this.add({ level: 'error', code, message, fix });
  }

  get total(): number {
    return this.errors + this.warnings;
  }
}

type Tell = (code: string, message: string, fix: string) => void;

/** Takes the faults of one example. */
export interface Report {
  error: Tell;
  warn: Tell;
}
