/** In what the sandbox differs from the reference registry. */
export const OF_ECR: readonly { readonly line: RegExp; readonly because: string }[] = [
  {
    line: /^a chunk that leaves a gap: (status: 416|errors|content-type|range|content-length|location)/,
    because: 'The specification of the protocol wants 416 for chunks out of order; this version of the reference takes them in any.',
  },
];
