/** The set-up that the tests of the engine work on. */
export const BINDING = { owner: 'demo/dev', account: '111122223333', region: 'us-east-1' };
