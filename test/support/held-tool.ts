import { IsInt, IsString } from 'class-validator';
import { definePlugin, type PluginDefinition, Tool, type ToolCall } from 'openai-mcp-host/plugin';

class Said {
  @IsString()
  said!: string;
}

class Length {
  @IsInt()
  letters = 1;
}

export interface HeldTool {
  plugin: PluginDefinition;
  /** How many calls of `hold` have begun, and how many of these were cancelled. */
  begun: number;
  cancelled: number;
  /** Lets all calls of `hold` end. */
  release(): void;
}

/** A plugin with `hold`, a tool that runs until it is released or cancelled, and `say`, which says as much as is asked of it. */
export function heldTool(): HeldTool {
  const ends: (() => void)[] = [];
  const held: HeldTool = {
    begun: 0,
    cancelled: 0,
    release: () => {
      for (const end of ends.splice(0)) end();
    },
    plugin: definePlugin({ name: 'held', title: 'Held', version: '1.0.0', host: '^1' }),
  };
  class Hold {
    async run(_: object, { signal }: ToolCall): Promise<Said> {
      held.begun++;
      await new Promise<void>((resolve, reject) => {
        ends.push(resolve);
        signal.addEventListener('abort', () => {
          held.cancelled++;
          reject(signal.reason);
        });
      });
      return { said: 'released' };
    }
  }
  class Say {
    async run({ letters }: Length): Promise<Said> {
      return { said: 'x'.repeat(letters) };
    }
  }
  const effect = 'read-only' as const;
  Tool({ name: 'hold', title: 'Hold', description: 'Hold on.', output: Said, effect })(Hold);
  Tool({ name: 'say', title: 'Say', description: 'Say x.', input: Length, output: Said, effect })(Say);
  held.plugin = definePlugin({ ...held.plugin, tools: [Hold, Say] });
  return held;
}
