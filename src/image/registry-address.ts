/** Docker Hub's images carry the name docker.io; its registry answers elsewhere. */
const HOST_OF: Readonly<Record<string, string>> = { 'docker.io': 'registry-1.docker.io' };

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/;

/** Where a registry answers. Only this machine is talked to without TLS. */
export const registryOrigin = (registry: string): string =>
  `${LOOPBACK.test(registry) ? 'http' : 'https'}://${HOST_OF[registry] ?? registry}`;
