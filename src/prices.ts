/** When the prices below were last compared with their sources. */
export const PRICES_DATE = '2026-11-24';

/** A month is counted as so many hours, as AWS's own calculator does. */
export const HOURS_A_MONTH = 730;

/** A price in USD, before taxes, in the regions that it could be looked up for. */
export interface Price {
  readonly unit: 'hour' | 'GB-month' | 'GB' | 'alarm-month';
  readonly usd: Readonly<Record<string, number>>;
}

/**
 * What the resources cost. Most figures are from the AWS Price List
 * (https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/SERVICE/current/REGION/index.json, SERVICE being AmazonECS, AWSELB,
 * AmazonECR, AmazonS3, AmazonCloudWatch), published from July to October 2026; the others name their source.
 */
export const PRICES = {
  // Virginia, Oregon and Ireland share one price: https://aws.amazon.com/fargate/pricing/
  'fargate-vcpu-hour': {
    unit: 'hour',
    usd: { 'ap-northeast-2': 0.04656, 'ap-northeast-1': 0.05056, 'us-east-1': 0.04048, 'us-west-2': 0.04048, 'eu-west-1': 0.04048 },
  },
  'fargate-gb-hour': {
    unit: 'hour',
    usd: { 'ap-northeast-2': 0.00511, 'ap-northeast-1': 0.00553, 'us-east-1': 0.004445, 'us-west-2': 0.004445, 'eu-west-1': 0.004445 },
  },
  'fargate-arm-vcpu-hour': {
    unit: 'hour',
    usd: { 'ap-northeast-2': 0.03725, 'ap-northeast-1': 0.04045, 'us-east-1': 0.03238, 'us-west-2': 0.03238, 'eu-west-1': 0.03238 },
  },
  'fargate-arm-gb-hour': {
    unit: 'hour',
    usd: { 'ap-northeast-2': 0.00409, 'ap-northeast-1': 0.00442, 'us-east-1': 0.00356, 'us-west-2': 0.00356, 'eu-west-1': 0.00356 },
  },
  // Seoul and Ireland from bills of 2026 (11.57 USD for 514 h, 15.00 USD for 595 h); https://aws.amazon.com/elasticloadbalancing/pricing/
  'alb-hour': {
    unit: 'hour',
    usd: { 'ap-northeast-2': 0.0225, 'ap-northeast-1': 0.0243, 'us-east-1': 0.0225, 'us-west-2': 0.0225, 'eu-west-1': 0.0252 },
  },
  // https://aws.amazon.com/blogs/aws/new-aws-public-ipv4-address-charge-public-ip-insights/
  'public-ipv4-hour': {
    unit: 'hour',
    usd: { 'ap-northeast-2': 0.005, 'ap-northeast-1': 0.005, 'us-east-1': 0.005, 'us-west-2': 0.005, 'eu-west-1': 0.005 },
  },
  // https://aws.amazon.com/ecr/pricing/
  'ecr-gb-month': {
    unit: 'GB-month',
    usd: { 'ap-northeast-2': 0.1, 'ap-northeast-1': 0.1, 'us-east-1': 0.1, 'us-west-2': 0.1, 'eu-west-1': 0.1 },
  },
  's3-gb-month': { unit: 'GB-month', usd: { 'ap-northeast-2': 0.025, 'ap-northeast-1': 0.025 } },
  'logs-ingest-gb': {
    unit: 'GB',
    usd: { 'ap-northeast-2': 0.76, 'ap-northeast-1': 0.76, 'us-east-1': 0.5, 'us-west-2': 0.5 },
  },
  // One metric at standard resolution: https://aws.amazon.com/cloudwatch/pricing/
  'alarm-month': {
    unit: 'alarm-month',
    usd: { 'ap-northeast-2': 0.1, 'ap-northeast-1': 0.1, 'us-east-1': 0.1, 'us-west-2': 0.1, 'eu-west-1': 0.1 },
  },
} as const satisfies Readonly<Record<string, Price>>;

/** The regions that prices are known for. */
export const PRICED_REGIONS: readonly string[] = Object.keys(PRICES['fargate-vcpu-hour'].usd);

/** The price of one unit; undefined where it is not known for the region. */
export function priceOf(price: string, region: string): number | undefined {
  const prices: Readonly<Record<string, Price>> = PRICES;
  return prices[price]?.usd[region];
}
