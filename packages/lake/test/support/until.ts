const PATIENCE_MS = 15_000;

/** Asks again until the answer is as wanted; fails after some seconds. */
export const until = async <Answer>(
  ask: () => Answer | Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<Answer> => {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`Still ${String(answer)} after ${PATIENCE_MS} ms.`);
    await new Promise(settle => setTimeout(settle, 20));
  }
};
