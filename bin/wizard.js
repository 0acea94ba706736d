#!/usr/bin/env node
// Plain old syntax on purpose: an older Node must be able to read this file and say what is wrong.
// Node itself complains when both are set, and ours is the one that counts: see src/ui/colour.ts.
if (process.env.NO_COLOR) delete process.env.FORCE_COLOR;
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`wizard needs Node 20.19 or newer; this is ${process.version}.`);
  process.exitCode = 3;
} else {
  // Node 22 and later keep what they have compiled for the next start.
  (await import('node:module')).enableCompileCache?.();
  const { main } = await import('../dist/main.js');
  await main();
}
