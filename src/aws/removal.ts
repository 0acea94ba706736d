/** The reason that an execution carries which was stopped because its pipeline is deleted. */
export const REMOVAL = 'The pipeline is being removed.';
