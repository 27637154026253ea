import { expect, test } from 'vitest';
import { nodeTooOld } from '../../src/cli/node-version.js';

test.each(['18.20.8', '20.19.0', '22.19.9'])(
  'Node %s is refused in one line that says what is needed',
  (version) => {
    const refusal = nodeTooOld(version);

    expect(refusal).toContain(`this is Node ${version}`);
    expect(refusal).toContain('22.20 or newer');
    expect(refusal).not.toContain('\n');
  },
);

test.each(['22.20.0', '22.100.0', '23.0.0', '24.21.0'])('Node %s is taken', (version) => {
  expect(nodeTooOld(version)).toBeUndefined();
});
