/** Counters of the process in Prometheus' text format. */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #seconds = new Map<string, number>();
  readonly #gauges = new Map<string, () => number>();

  /** @param seconds how long the answer took. */
  observeRequest(method: string, status: number, seconds: number): void {
    const labels = `method="${method}",status="${status}"`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    this.#seconds.set(labels, (this.#seconds.get(labels) ?? 0) + seconds);
  }

  /** @param name a full metric name, `vakt_…`; `read` is called at each scrape. */
  gauge(name: string, read: () => number): void {
    this.#gauges.set(name, read);
  }

  render(): string {
    const lines: string[] = ['# TYPE vakt_http_requests_total counter'];
    for (const [labels, count] of this.#requests) lines.push(`vakt_http_requests_total{${labels}} ${count}`);
    lines.push('# TYPE vakt_http_request_seconds_total counter');
    for (const [labels, sum] of this.#seconds)
      lines.push(`vakt_http_request_seconds_total{${labels}} ${sum.toFixed(6)}`);
    for (const [name, read] of this.#gauges) lines.push(`# TYPE ${name} gauge`, `${name} ${read()}`);
    return `${lines.join('\n')}\n`;
  }
}
