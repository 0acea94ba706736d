/** The path that a health check of a container calls over HTTP on the container itself; undefined where it calls none. */
export function pathInCommand(command: string): string | undefined {
  const url = /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::[^/\s"'|;&)]*)?(\/[^\s"'|;&)`]*)?/.exec(command);
  const path = url?.[1];
  return url === null ? undefined : (path ?? '/');
}
