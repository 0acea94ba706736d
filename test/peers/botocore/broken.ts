import type { Exchange } from '../../../src/sandbox/record.ts';

interface Broken {
  readonly what: string;
  readonly exchange: Exchange;
  /** Part of the one finding; none for what is sound. */
  readonly finding?: string;
}

const PROGRAM = 'app/ecs-bluegreen';

const json = (operation: string, output: object, changes: Partial<Exchange['response']> = {}, input: object = {}): Exchange => ({
  service: 'ecs',
  operation,
  request: {
    method: 'POST',
    url: '/',
    headers: { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`, 'user-agent': PROGRAM },
    body: Buffer.from(JSON.stringify(input)),
  },
  response: { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(output), ...changes },
});

const LOAD_BALANCING = 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/';

const query = (body: string, form: string, status = 200): Exchange => ({
  service: 'elasticloadbalancing',
  operation: 'DescribeTargetGroups',
  request: {
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': PROGRAM },
    body: Buffer.from(`Action=DescribeTargetGroups&Version=2015-12-01${form}`),
  },
  response: { status, headers: { 'content-type': 'text/xml' }, body },
});

const targetGroups = (content: string, form = ''): Exchange =>
  query(
    `<DescribeTargetGroupsResponse xmlns="${LOAD_BALANCING}"><DescribeTargetGroupsResult><TargetGroups>${content}</TargetGroups></DescribeTargetGroupsResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DescribeTargetGroupsResponse>`,
    form,
  );

const refused = (code: string, status: number): Exchange =>
  query(
    `<ErrorResponse xmlns="${LOAD_BALANCING}"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
    '',
    status,
  );

const listed = (cluster: object) => json('DescribeClusters', { clusters: [cluster], failures: [] });

/** Exchanges that are wrong in one way each, and some that are right. */
export const broken = (): readonly Broken[] => [
  { what: 'nothing where there is nothing', exchange: listed({ clusterName: 'a' }) },
  { what: 'a member that the model does not have', exchange: listed({ name: 'a' }), finding: 'unknown .clusters[].name' },
  { what: 'a member of another type', exchange: listed({ runningTasksCount: '1' }), finding: 'type .clusters[].runningTasksCount' },
  { what: 'a null', exchange: listed({ clusterName: null }), finding: 'null .clusters[].clusterName' },
  {
    what: 'a date that is a text',
    exchange: json('DescribeServices', { services: [{ createdAt: '2026-01-01T00:00:00Z' }] }, {}, { services: ['a'] }),
    finding: 'type .services[].createdAt str for timestamp',
  },
  {
    what: 'a value that is not of the enum',
    exchange: json('DescribeServices', { services: [{ launchType: 'LAMBDA' }] }, {}, { services: ['a'] }),
    finding: 'constraint .services[].launchType LAMBDA is not of the enum',
  },
  { what: 'another status', exchange: json('DescribeClusters', {}, { status: 201 }), finding: 'status  201 instead of 200' },
  {
    what: 'an error of another operation',
    exchange: json('DescribeClusters', { __type: 'ServiceNotFoundException', message: 'no' }, { status: 400 }),
    finding: 'error-of-others ServiceNotFoundException',
  },
  {
    what: 'an error that nobody knows',
    exchange: json('DescribeClusters', { __type: 'Oops', message: 'no' }, { status: 400 }),
    finding: 'error-unknown Oops',
  },
  {
    what: 'a request without what is required',
    exchange: json('CreateService', { service: {} }),
    finding: 'request  Missing required parameter in input: "serviceName"',
  },
  {
    what: 'a request whose value is not of the enum',
    exchange: json('CreateService', { service: {} }, {}, { serviceName: 'a', launchType: 'LAMBDA' }),
    finding: 'request-constraint .launchType LAMBDA is not of the enum',
  },
  { what: 'nothing in sound XML', exchange: targetGroups('<member><Port>80</Port></member>', '&Names.member.1=a') },
  {
    what: 'an element that the model does not have',
    exchange: targetGroups('<member><Name>a</Name></member>'),
    finding: 'unknown .TargetGroups[].Name',
  },
  { what: 'a list with other items', exchange: targetGroups('<item/>'), finding: 'unknown .TargetGroups/item' },
  {
    what: 'a text where XML has a number',
    exchange: targetGroups('<member><Port>http</Port></member>'),
    finding: 'type .TargetGroups[].Port not a integer',
  },
  { what: 'a parameter that the model does not have', exchange: targetGroups('', '&Other=a'), finding: 'request-unknown Other' },
  { what: 'a code with its own status', exchange: refused('TargetGroupNotFound', 400) },
  {
    what: 'a code with the status of another',
    exchange: refused('TargetGroupNotFound', 404),
    finding: 'error-status TargetGroupNotFound 404 instead of 400',
  },
  {
    what: 'a code as the SDK calls it instead of the code on the wire',
    exchange: refused('TargetGroupNotFoundException', 400),
    finding: 'error-unknown TargetGroupNotFoundException',
  },
];
