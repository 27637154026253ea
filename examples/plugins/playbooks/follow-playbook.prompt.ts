import { IsIn, IsString, MinLength } from 'class-validator';
import { Describe, Prompt, PromptResult, ToolError } from 'openai-mcp-host/plugin';
import { Pages, uriOf } from './pages.js';

const MANNERS = {
  'step-by-step': 'Take one step at a time, and wait for me after each.',
  'at-once': 'Do everything that you can, then list what is left to me.',
};

class FollowPlaybookArguments {
  @Describe('Name of the playbook.')
  @IsString()
  @MinLength(1)
  playbook!: string;

  @Describe('What it is to be followed for, such as "release 1.4".')
  @IsString()
  @MinLength(1)
  task!: string;

  @Describe('step-by-step or at-once.')
  @IsIn(Object.keys(MANNERS))
  manner: keyof typeof MANNERS = 'step-by-step';
}

@Prompt({
  name: 'follow-playbook',
  title: 'Follow a playbook',
  description: 'Do a task in the way that a playbook says.',
  input: FollowPlaybookArguments,
})
export class FollowPlaybook {
  constructor(private readonly pages: Pages) {}

  async run({ playbook, task, manner }: FollowPlaybookArguments): Promise<PromptResult> {
    const content = await this.pages.read(playbook);
    if (content === undefined) {
      const names = await this.pages.names();
      throw new ToolError(
        'PLAYBOOK_UNKNOWN',
        `There is no playbook "${playbook}".`,
        `There are: ${names.join(', ')}.`,
      );
    }
    return new PromptResult()
      .user({ uri: uriOf(playbook), content, mimeType: 'text/markdown' })
      .user(`Follow this playbook for ${task}. ${MANNERS[manner]} Say so where it does not fit.`);
  }

  complete(argument: string, value: string): Promise<string[]> | string[] {
    return argument === 'playbook' ? this.pages.namesLike(value) : [];
  }
}
