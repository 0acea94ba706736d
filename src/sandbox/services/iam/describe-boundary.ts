/** A boundary as the API tells it. */
export const describeBoundary = (arn: string | undefined) =>
  arn === undefined
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const, PermissionsBoundaryArn: arn } };
