import { randomUUID } from 'node:crypto';

/** How the agent of Fargate writes a refusal of an AWS service: in the words of the AWS SDK for Go. */
export const apiError = (service: string, operation: string, refusal: string): string =>
  `operation error ${service}: ${operation}, https response error StatusCode: 400, RequestID: ${randomUUID()}, api error ${refusal}`;

/** The same where no answer came. The address is one of those that are kept for examples. */
export const noAnswer = (service: string, operation: string, endpoint: string): string =>
  `operation error ${service}: ${operation}, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://${endpoint}/": dial tcp ${UNREACHABLE}: i/o timeout`;

/** Where a connection ends that cannot be made. */
export const UNREACHABLE = '203.0.113.10:443';
