/** The thread in which an editor's questions are answered, apart from the one that compiles: neither holds up the other. */
import { parentPort } from 'node:worker_threads';
import { completionsAt, descriptionAt, diagnosticsOf } from './answers.ts';
import type { EditorAnswer, EditorQuestion } from './messages.ts';

const answer = (question: EditorQuestion): EditorAnswer => {
  switch (question.about) {
    case 'completions':
      return completionsAt(question, question.position);
    case 'description':
      return { description: descriptionAt(question, question.position) };
    case 'diagnostics':
      return { diagnostics: diagnosticsOf(question) };
  }
};

/** The service throws on a few texts; an editor then has nothing to show. */
const answerOrNothing = (question: EditorQuestion): EditorAnswer | undefined => {
  try {
    return answer(question);
  } catch {
    return undefined;
  }
};

parentPort?.on('message', (question: EditorQuestion) => parentPort?.postMessage(answerOrNothing(question)));
