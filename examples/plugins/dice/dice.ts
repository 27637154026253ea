import { randomInt } from 'node:crypto';
import { IsInt, Max, Min } from 'class-validator';
import { definePlugin, Tool } from 'openai-mcp-host/plugin';

class Roll { @IsInt() @Min(2) @Max(1000) sides = 6 }
class Rolled { @IsInt() shown!: number }

@Tool({ name: 'roll-die', title: 'Roll a die', description: 'Roll a die; returns what it shows.',
        input: Roll, output: Rolled, effect: 'read-only' })
export class RollDie {
  run({ sides }: Roll): Rolled { return { shown: randomInt(1, sides + 1) }; }
}

export default definePlugin({ name: 'dice', title: 'Dice', version: '1.0.0', host: '^1', uses: [] });
