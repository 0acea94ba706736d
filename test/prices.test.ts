import { expect, it } from 'vitest';
import { priceOf, PRICES } from '../src/prices.ts';

it('knows every price of the tutorial’s region', () => {
  expect(Object.keys(PRICES).filter(price => priceOf(price, 'ap-northeast-2') === undefined)).toEqual([]);
});

it('does not know what it has no source for', () => {
  expect(priceOf('alb-hour', 'eu-central-1')).toBeUndefined();
  expect(priceOf('no-such-price', 'us-east-1')).toBeUndefined();
});
