import type { Place } from '../aws/aws.ts';

/** One statement of an IAM policy that allows something. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export const policy = (statements: readonly Statement[]): object => ({ Version: '2012-10-17', Statement: statements });

/** Lets a service assume a role, on behalf of nothing but the thing named in `sourceArn`. https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
export function trust(service: string, source?: { readonly place: Place; readonly arns: readonly string[] }): object {
  const condition = source && {
    StringEquals: { 'aws:SourceAccount': source.place.account },
    ArnLike: { 'aws:SourceArn': source.arns.length === 1 ? source.arns[0] : source.arns },
  };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  };
}

/** The ARN of one of AWS's own policies. */
export const managedPolicy = (place: Pick<Place, 'partition'>, name: string): string => `arn:${place.partition}:iam::aws:policy/${name}`;
