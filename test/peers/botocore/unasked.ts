/** Operations that none of the recorded tests asks for, so that the models have not judged them. Ask for one in a test and strike it here. */
export const UNASKED: Readonly<Record<string, readonly string[]>> = {};
