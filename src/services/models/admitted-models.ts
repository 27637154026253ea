import { currentCall } from '../../contracts/current-call.js';
import { type ModelInfo, Models } from '../../plugin-api/models.js';

/** The catalogue as the client of the running call gets it. */
export class AdmittedModels extends Models {
  constructor(private readonly all: Models) {
    super();
  }

  override get checkedOn(): string {
    return this.all.checkedOn;
  }

  override find(id: string): ModelInfo | undefined {
    return this.all.find(id);
  }

  override list(): ModelInfo[] {
    const access = currentCall.getStore()?.access;
    const list = this.all.list();
    return access?.hasModelList ? list.filter(({ id }) => access.admitsModel(id)) : list;
  }
}
