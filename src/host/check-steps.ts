import type { Fault } from '../contracts/fault.js';
import { stepOptionsOf } from '../plugin-api/call-step.js';
import type { StepCode } from './plugin-code.js';

const STEP_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What is wrong with a plugin's step classes by themselves; where they stand is seen when all plugins are known. */
export function checkSteps(steps: readonly StepCode[]): Fault[] {
  return steps.flatMap(({ stepClass }): Fault[] => {
    const options = stepOptionsOf(stepClass);
    if (options === undefined) {
      return [
        {
          code: 'STEP_NOT_MARKED',
          message: `${stepClass.name} is no step.`,
          hint: 'Mark the class with @CallStep({ … }).',
        },
      ];
    }
    const faults: Fault[] = [];
    if (!STEP_NAME.test(options.name)) {
      faults.push({
        code: 'STEP_NAME_INVALID',
        message: `"${options.name}" is no name for a step.`,
        hint: 'Use kebab-case: small letters, digits and single hyphens.',
      });
    }
    if (typeof stepClass.prototype.pass !== 'function') {
      faults.push({
        code: 'STEP_WITHOUT_PASS',
        message: `${stepClass.name} has no pass().`,
        hint: 'Write `async pass(call, next) { … }`.',
      });
    }
    return faults;
  });
}
