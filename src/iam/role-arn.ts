import type { Place } from '../aws/aws.ts';

/** The ARN of a role given by its name or already by its ARN. */
export const roleArn = (place: Pick<Place, 'partition' | 'account'>, role: string): string =>
  role.startsWith('arn:') ? role : `arn:${place.partition}:iam::${place.account}:role/${role}`;
