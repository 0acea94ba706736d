/** What AWS's models say of the sandbox's answers, where AWS itself answers so too. */
export interface Explained {
  readonly finding: RegExp;
  readonly because: string;
}

export const EXPLAINED: readonly Explained[] = [
  {
    finding: /^acm:ListCertificates constraint .* localhost does not match /,
    because: 'A certificate that was imported has the names that are in it.',
  },
  {
    finding: /^codebuild:\w+ constraint \.(buildsNotFound|projects|projectsNotFound) 0 is less than 1$/,
    because: 'The list of requests is used for the answer too, and is empty in the examples of the AWS CLI.',
  },
  {
    finding: /^codepipeline:UpdatePipeline error-of-others PipelineNotFoundException /,
    because: 'The model lists no error for an update of a pipeline that is not there; this is the one of all other operations.',
  },
  {
    finding: /^codestar-connections:\w+ error-status ResourceNotFoundException /,
    because: 'This model says no status; those of CodeConnections and of the SDK clients, which are the same API, say 404.',
  },
  {
    finding: /^ec2:DescribeInternetGateways enum \.InternetGateways\[\]\.Attachments\[\]\.State available$/,
    because: 'Documented at InternetGatewayAttachment: the state of an internet gateway is `available` when attached.',
  },
  {
    finding: /^ecr:ListImages constraint \.imageIds 0 is less than 1$/,
    because: 'The list of requests is used for the answer too; a repository without images has none.',
  },
  {
    finding: /^elasticloadbalancing:\w+ error-unknown UnsupportedCertificate /,
    because: 'AWS sends it without having it in the model: https://github.com/hashicorp/terraform-provider-aws/issues/26245',
  },
  {
    finding: /^iam:DeleteUser error-of-others UnmodifiableEntity /,
    because: 'Of the user that the sandbox comes with; an account of AWS has none that cannot be deleted.',
  },
  {
    finding: /^iam:Simulate(Custom|Principal)Policy enum \.EvaluationResults\[\]\.MatchedStatements\[\]\.SourcePolicyType IAM Policy$/,
    because: 'What IAM sends, against its model: https://github.com/soto-project/soto/pull/230',
  },
  {
    finding: /^s3:PutBucket(Policy|Tagging) status {2}204 instead of 200$/,
    because:
      'What S3 sends, against its model: https://github.com/versity/versitygw/issues/1712, https://github.com/versity/versitygw/issues/932',
  },
];
