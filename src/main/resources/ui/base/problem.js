/** What the API answers when it refuses, or what stands for no answer at all. */
export class Problem extends Error {
  /**
   * @param {number} status 0 if there was no answer
   * @param {string} code the API's code, or `unreachable`
   * @param {string} detail a sentence
   * @param {{path: string, actual: string, expected: string}[]} errors one for each field
   */
  constructor(status, code, detail, errors = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }

  static async of(response) {
    let body = {};
    try {
      body = await response.json();
    } catch {
      // No JSON: something between here and the API answered.
    }
    return new Problem(
      response.status,
      body.code ?? 'unknown',
      body.detail ?? `${response.status} ${response.statusText}`,
      body.errors ?? [],
    );
  }

  /** The sentence about one field; undefined if it is not about that one. */
  about(path) {
    const one = this.errors.find((error) => error.path === path);
    return one && `${one.actual}: ${one.expected}`;
  }
}
