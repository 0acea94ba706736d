/** With a full stop, where it ends in somebody else's words and has none. */
export const sentence = (text: string): string => (/[\p{L}\p{N}'"`)\]}]$/u.test(text) ? `${text}.` : text);
