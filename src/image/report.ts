/** Tells what is being done with an image; the words are looked up by code, see `notes` in the catalogues. */
export type Report = (code: 'pushingLayer' | 'buildingImage' | 'linkSkipped', facts: Readonly<Record<string, string | number>>) => void;
