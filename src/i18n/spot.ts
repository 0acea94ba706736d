/** Where a value was said: a place in a file, or a flag. */
export interface Spot {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly flag?: string | undefined;
}

/** `wizard.yaml:3:5`, or `--app`. */
export const whereOf = ({ file, line, column, flag }: Spot): string => (file === undefined ? `--${flag}` : `${file}:${line}:${column}`);
