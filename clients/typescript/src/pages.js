/** Lists: a page of resources, which goes on to the next ones when it is looped over. */
export class Page {
  #read;

  constructor(body, wrap, read) {
    this.data = body.data.map(wrap);
    this.hasMore = body.hasMore;
    this.nextPageToken = body.nextPageToken;
    this.#read = read;
  }

  /** Read the following page; null: this was the last. */
  async nextPage() {
    return this.nextPageToken === null ? null : this.#read(this.nextPageToken);
  }

  async *[Symbol.asyncIterator]() {
    for (let page = this; page !== null; page = await page.nextPage()) yield* page.data;
  }
}

/** A page to come, over which one can loop without waiting for it first. */
export function pagePromise(page) {
  const iterate = async function* () {
    yield* await page;
  };
  return Object.defineProperty(page, Symbol.asyncIterator, { value: iterate });
}
