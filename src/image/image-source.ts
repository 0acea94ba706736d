/** Where the image of a release comes from. */
export type ImageSource =
  /** A public image, copied from registry to registry. */
  | { readonly type: 'registry'; readonly reference: string }
  /** A folder of files for a web server, laid as one layer over a base image that serves them. */
  | { readonly type: 'static'; readonly folder: string; readonly base?: string }
  /** An OCI layout (folder or tar) or what `docker save` wrote, also gzipped. */
  | { readonly type: 'archive'; readonly path: string }
  /** A folder with a Dockerfile. */
  | { readonly type: 'build'; readonly folder: string };
