import { describe, expect, it } from 'vitest';
import { fillPlace, isImagePlaceholder, isPlaceholder } from '../../src/taskdef/placeholders.ts';

const PLACE = { account: '111122223333', region: 'ap-northeast-2' };

describe('placeholders', () => {
  it.each([
    '<IMAGE>',
    '<image name>',
    '${IMAGE}',
    '$IMAGE',
    '__IMAGE__',
    '{{ image }}',
    '%IMAGE%',
    '@@IMAGE@@',
    '$(IMAGE)',
    'IMAGE',
    'IMAGE_URI',
    '',
  ])('are known for an image: %j', image => {
    expect(isImagePlaceholder(image)).toBe(true);
  });

  it.each([
    'nginx',
    'nginx:1.27-alpine',
    'my_org/my__app:v1',
    '111122223333.dkr.ecr.us-east-1.amazonaws.com/a/b@sha256:0123',
    'localhost:5000/x',
  ])('are not seen in a real image: %s', image => {
    expect(isImagePlaceholder(image)).toBe(false);
  });

  it.each(['web', 'web-1', 'my__web'])('are not seen in a real name: %s', name => {
    expect(isPlaceholder(name)).toBe(false);
  });
});

describe('fillPlace', () => {
  it.each([
    ['arn:aws:iam::<AWS_ACCOUNT_ID>:role/x', 'arn:aws:iam::111122223333:role/x'],
    ['arn:aws:iam::account_ID:role/x', 'arn:aws:iam::111122223333:role/x'],
    ['arn:aws:iam::aws_account_id:role/x', 'arn:aws:iam::111122223333:role/x'],
    ['arn:aws:iam::YOUR_ACCOUNT_ID:role/x', 'arn:aws:iam::111122223333:role/x'],
    ['arn:aws:iam::${AWS_ACCOUNT_ID}:role/x', 'arn:aws:iam::111122223333:role/x'],
    ['arn:aws:iam::$ACCOUNT:role/x', 'arn:aws:iam::111122223333:role/x'],
    ['arn:aws:iam::xxxxxxxxxxxx:role/x', 'arn:aws:iam::111122223333:role/x'],
    ['arn:aws:ssm:<region>:<account-id>:parameter/a', 'arn:aws:ssm:ap-northeast-2:111122223333:parameter/a'],
    ['arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/a', 'arn:aws:ssm:ap-northeast-2:111122223333:parameter/a'],
    ['ACCOUNT_ID.dkr.ecr.REGION.amazonaws.com/a', '111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/a'],
    ['arn:aws:iam::999988887777:role/account-id-reader', 'arn:aws:iam::999988887777:role/account-id-reader'],
    ['arn:aws:ssm:us-east-1:999988887777:parameter/regional', 'arn:aws:ssm:us-east-1:999988887777:parameter/regional'],
  ])('makes %s into %s', (text, filled) => {
    expect(fillPlace(text, PLACE)).toBe(filled);
  });
});
