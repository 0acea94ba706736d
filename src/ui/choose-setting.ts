import { isDeepStrictEqual } from 'node:util';
import type { Answers, Config, ConfigContext } from '../config.ts';
import type { Question } from '../questions/question.ts';
import { QUESTIONS } from '../questions.ts';
import type { Prepared } from '../prepare.ts';
import { detectionOf, resolveConfig, valueOf } from '../resolve-config.ts';
import type { Session } from '../session.ts';
import { askOne } from './ask.ts';
import { displayWidth, fit, pad } from './columns.ts';
import { createInterview } from './interview.ts';
import { prompterOf, WentBack } from './prompter.ts';
import { valueWords } from './question-words.ts';

/** Columns that stay for the values of settings, however long a name is; and those of the mark in front, and of the edge. */
const VALUE_COLUMNS = 24;
const EDGE_COLUMNS = 3;

/** Lets one setting of all be chosen and changed; the answers then, or undefined when somebody goes back. */
export async function chooseSetting(session: Session, { answers, config, context, choices }: Prepared): Promise<Answers | undefined> {
  const { messages, output, colour } = session;
  const prompter = prompterOf(session);
  const changeable = QUESTIONS.filter(one => one.choices?.length !== 1 && !(context.sandbox && one.ofAccount === true));
  const room = (session.io.stderr.columns ?? 80) - EDGE_COLUMNS;
  const longest = Math.max(...changeable.map(({ key }) => displayWidth(messages.ask[key].message)));
  const width = Math.min(longest, room - VALUE_COLUMNS);
  try {
    const key = await prompter.select({
      message: messages.wizard.whichSetting,
      canGoBack: true,
      choices: changeable.map(one => {
        const label = messages.ask[one.key].message;
        const shown = fit(label, width);
        return {
          value: one.key,
          name: fit(`${pad(shown, width)}  ${valueWords(one, valueOf(config, one), messages)}`, room),
          description: [...(shown === label ? [] : [label]), detectionOf(one, config, context)?.source ?? one.key].join(': '),
        };
      }),
    });
    const question = changeable.find(one => one.key === key)!;
    // A question before it, so that there is a way back.
    const interview = { ...createInterview(), given: [{ key: question.key, before: answers }] };
    const value = await askOne(question, config, prompter, {
      answers,
      context,
      prompter,
      messages,
      choices,
      interview,
      explain: text => output.note(colour.dim(text)),
    });
    // Another sort of image comes from somewhere else.
    const kept = question.key === 'image.type' && value !== config.image.type ? { ...answers, 'image.from': undefined } : answers;
    const changed = { ...kept, [question.key]: value };
    const after = followed(question, changed, context);
    for (const [follower, from, to] of changesBeside(question, config, resolveConfig(after, context).config, context)) {
      const words = { setting: messages.ask[follower.key].message, from: valueWords(follower, from, messages) };
      output.note(messages.wizard.changesToo({ ...words, to: valueWords(follower, to, messages) }));
    }
    return after;
  } catch (error) {
    if (error instanceof WentBack) return undefined;
    throw error;
  }
}

const besides = ({ key, step }: Question): readonly Question[] => QUESTIONS.filter(one => one.step === step && one.key !== key);

/** What was said beside it and does not fit any more takes its default: nobody can say two at once. */
function followed(question: Question, answers: Answers, context: ConfigContext): Answers {
  return besides(question).reduce((current, one) => {
    const { config } = resolveConfig(current, context);
    const said = current[one.key];
    if (said === undefined || one.check?.(said, config) === undefined) return current;
    const initial = one.initial(config, context);
    return initial === undefined ? current : { ...current, [one.key]: initial };
  }, answers);
}

/** What has become another value with it, as the memory does with the CPU; what will be asked anyway is not among it. */
const changesBeside = (question: Question, before: Config, after: Config, context: ConfigContext) =>
  besides(question).flatMap(one => {
    const [from, to] = [valueOf(before, one), valueOf(after, one)];
    return to === undefined || isDeepStrictEqual(from, to) || one.asked?.(after, context) === true ? [] : [[one, from, to] as const];
  });
