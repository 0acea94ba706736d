import { Chalk, type ChalkInstance } from 'chalk';
import { colourLevel } from './colour-level.ts';

/** Colours for one stream, or none. */
export const createColour = (options: Parameters<typeof colourLevel>[0]): ChalkInstance => new Chalk({ level: colourLevel(options) });
