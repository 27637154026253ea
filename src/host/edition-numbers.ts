import { canCompile } from './compile-source.js';

/**
 * Numbers for the editions of plugins. What is kept for each URL (Node's source maps) is kept for each number, so a
 * number is given again once its edition is gone, unless Node itself had to import the files.
 */
export class EditionNumbers {
  private readonly taken = new Set<number>();

  take(): number {
    let number = 1;
    while (this.taken.has(number)) number++;
    this.taken.add(number);
    return number;
  }

  release(number: number): void {
    if (canCompile()) this.taken.delete(number);
  }
}
