/**
 * Sends batches as they come, a few at a time: reading goes on while the service stores, and memory stays bounded. The
 * first failure ends it; what is under way then is waited for.
 *
 * @param width how many are under way at once
 */
export const deliver = async <Batch>(
  batches: AsyncIterable<Batch>,
  width: number,
  send: (batch: Batch) => Promise<void>,
): Promise<void> => {
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  for await (const batch of batches) {
    if (failure) break;
    const sending: Promise<void> = send(batch)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
    if (underWay.size >= width) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
};
