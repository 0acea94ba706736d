import { createPrompt, isBackspaceKey, isEnterKey, isTabKey, makeTheme, useKeypress, usePrefix, useState } from '@inquirer/core';
import { styleText } from 'node:util';
import { answeredLine, BACK, below, composed, hintLine, paragraph, promptLine, type PromptConfig } from './prompt-words.ts';

interface TextConfig extends PromptConfig {
  /** What is wrong with a text, or true. */
  readonly validate: (text: string) => string | true;
  /** What is wrong with a text that is valid, looked for when it is entered: on the way to a name others are missing. */
  readonly verify?: ((text: string) => string | true) | undefined;
}

/**
 * A line of text. What is wrong with it is said while it is typed, dimly, for it may be on its way to something right; in red when it was
 * entered all the same.
 */
export const text = createPrompt<string | typeof BACK, TextConfig>((config, done) => {
  const { message, source, help, canGoBack, words, validate, verify = () => true } = config;
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const [initial, setInitial] = useState(config.initial ?? '');
  const [value, setValue] = useState('');
  const [refused, setRefused] = useState(false);
  const [explained, setExplained] = useState(false);
  const prefix = usePrefix({ status, theme: makeTheme({}) });
  const entered = (answer: string): string | true => (validate(answer) === true ? verify(answer) : validate(answer));

  useKeypress((key, line) => {
    if (status === 'done') return;
    if (key.name === 'escape' && canGoBack) {
      setStatus('done');
      setValue(`← ${words.back}`);
      return done(BACK);
    }
    if (isEnterKey(key)) {
      const answer = composed(value) || initial;
      if (entered(answer) === true) {
        setStatus('done');
        setValue(answer);
        return done(answer);
      }
      // Enter has emptied the line.
      line.write(value);
      return setRefused(true);
    }
    if (isTabKey(key)) {
      line.clearLine(0);
      line.write(value || initial);
      return setValue(value || initial);
    }
    if (help !== undefined && line.line === '?') {
      line.clearLine(0);
      setValue('');
      return setExplained(!explained);
    }
    if (isBackspaceKey(key) && value === '') setInitial('');
    setValue(line.line);
    setRefused(false);
  });

  const origin = source !== undefined && initial === config.initial ? ` (${source})` : '';
  if (status === 'done') {
    return answeredLine(prefix, message, value, value === config.initial ? origin.trim() : '', config);
  }
  const judge = refused ? entered : validate;
  const verdict = value === '' && !refused ? true : judge(composed(value) || initial);
  const complaint = verdict === true ? undefined : styleText(refused ? 'red' : 'dim', paragraph(`> ${verdict}`, config));
  const offer = initial === '' || value !== '' ? '' : styleText('dim', source === undefined ? `(${initial})` : `${initial}${origin}`);
  const hints = [
    ...(initial === '' ? [] : [['tab', words.edit] as const]),
    ...(help === undefined ? [] : [['?', words.explain] as const]),
    ...(canGoBack ? [['esc', words.back] as const] : []),
  ];
  return [
    promptLine(prefix, message, offer, value),
    below(complaint, explained && help ? paragraph(help, config) : undefined, hintLine(hints)),
  ];
});
