/** ECS names the service in every message, and target groups by their long ARNs. */
export const inShort = (message: string): string =>
  message.replace(/^\(service [^)]*\) /, '').replaceAll(/arn:[\w-]+:elasticloadbalancing:[^ )]*:targetgroup\/([^/]+)\/\w+/g, '$1');
