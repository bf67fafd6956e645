import { spawnSync } from 'node:child_process';

/** Why `vakt exec` can make no private network here; undefined where it can. */
export const whyNoNamespaces = (): string | undefined => {
  if (process.platform !== 'linux') return 'private namespaces are Linux’s';
  const flags = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const tried = spawnSync('unshare', [...flags, '--mount', '--net', 'true']);
  return tried.status === 0 ? undefined : 'this machine allows no private namespaces';
};
