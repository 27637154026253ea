import { maskSecrets } from '../../config/mask-secrets.js';

/** Makes these secrets unreadable in a text, and whatever else looks like one. */
export function secretMask(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= 6);
  return (text) =>
    maskSecrets(known.reduce((masked, secret) => masked.replaceAll(secret, '[redacted]'), text));
}
