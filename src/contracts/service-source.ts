/**
 * Gives a plugin the services behind the contracts: by the contract's name (`OpenAIClient`, `Files`, …), made for that
 * plugin alone; undefined for a name that the host doesn't provide.
 */
export type ServiceSource = (contract: string, plugin: string) => object | Promise<object> | undefined;
