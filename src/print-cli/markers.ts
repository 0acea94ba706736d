/** A piece of a text: what stands there, or a variable of the shell, of which a part may be cut off, as bash does it. */
type Piece = { readonly text: string } | { readonly marker: number; readonly cut?: string };

/** Stands in an answer for a value that only the script will know. */
export const markerOf = (index: number): string => `wizmark${index}m`;

/** What some kinds take apart has the form that they expect. */
export const balancerMarkerOf = (index: number): string => `${markerOf(index)}:loadbalancer/wizcut${index}m`;
export const serviceMarkerOf = (index: number, cluster: string): string => `${markerOf(index)}/${cluster}/wizcut${index}m`;

export const repositoryMarkerOf = (index: number): string => `wizhost${index}m/${markerOf(index)}`;

const MARKERS = /(?:wizhost\d+m\/)?wizmark(\d+)m(?:(?::loadbalancer|\/[\w-]+)\/wizcut\1m)?|wiz(cut|host)(\d+)m/g;

const CUTS: Readonly<Record<string, string>> = { cut: '#*:loadbalancer/', host: '%%/*' };

/** What a text consists of. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: whole, 1: marker, 2: part, 3: parted, index } of text.matchAll(MARKERS)) {
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ marker: Number(marker ?? parted), ...(part !== undefined && { cut: CUTS[part] ?? '' }) });
    end = index + whole.length;
  }
  return end < text.length ? [...pieces, { text: text.slice(end) }] : pieces;
}

/** The markers in a value, or in any part of it. */
export const markersIn = (value: unknown): readonly number[] =>
  piecesOf(JSON.stringify(value) ?? '').flatMap(piece => ('marker' in piece ? piece.marker : []));
