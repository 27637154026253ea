/** The object store did not do what it was asked to. */
export class ObjectStoreError extends Error {}
