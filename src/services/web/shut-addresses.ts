import { BlockList, isIP } from 'node:net';

/**
 * What the ranges of request-filtering-agent leave open: all of IPv6 that is not 2000::/3, and so not given to anybody
 * (`::127.0.0.1` among it). A list for IPv6 alone, since a BlockList looks for IPv4 addresses in both.
 */
const unassigned = new BlockList();
unassigned.addSubnet('::', 3, 'ipv6');
unassigned.addSubnet('4000::', 2, 'ipv6');
unassigned.addSubnet('8000::', 1, 'ipv6');

/** Where a cloud tells its own machines their secrets; two of them look public. */
const metadata = new BlockList();
metadata.addSubnet('169.254.0.0', 16);
metadata.addAddress('168.63.129.16');
metadata.addAddress('100.100.100.200');
metadata.addAddress('192.0.0.192');
metadata.addSubnet('fd00:ec2::', 32, 'ipv6');
metadata.addAddress('fd20:ce::254', 'ipv6');
metadata.addSubnet('fe80::', 10, 'ipv6');

/** Shut even where a private host is allowed. */
export const isMetadata = (address: string): boolean =>
  metadata.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Shut wherever only public hosts are allowed, beside what request-filtering-agent shuts. */
export const isShut = (address: string): boolean =>
  isMetadata(address) || (isIP(address) === 6 && unassigned.check(address, 'ipv6'));
