import type { Place } from '../aws/aws.ts';

/** The ARN of a role given by its name or already by its ARN. */
export const roleArn = (place: Pick<Place, 'partition' | 'account'>, role: string): string =>
  role.startsWith('arn:') ? role : `arn:${place.partition}:iam::${place.account}:role/${role}`;

/** The ARN of the role that the user has named for a use, or that of the one that we make for it. */
export const givenOr = (place: Pick<Place, 'partition' | 'account'>, said: string, ours: string): string =>
  roleArn(place, said === '' ? ours : said);
