import { html, nothing } from 'lit';
import { t } from './i18n.js';
import { Problem } from './problem.js';

/**
 * The state of one form: what is being sent, what the API refused, and beside which field that stands. Give it to `field` and
 * `formProblem` below.
 */
export class FormState {
  #host;
  #shown = new Set();
  problem = null;
  busy = false;

  constructor(host) {
    this.#host = host;
  }

  /** Runs an action of the API; gives its answer, or undefined after a refusal, which the form then shows. */
  async submit(action) {
    if (this.busy) {
      return undefined;
    }
    this.busy = true;
    this.problem = null;
    this.#host.requestUpdate();
    try {
      const answer = await action();
      return answer === undefined ? null : answer;
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      this.problem = problem;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      this.#host.querySelector('[aria-invalid="true"]')?.focus();
      return undefined;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  clear() {
    this.problem = null;
    this.#shown.clear();
  }

  /** What the API said of this field. */
  error(path) {
    this.#shown.add(path);
    return this.problem?.about(path);
  }

  /** What it said that no field of the form shows. */
  get rest() {
    return this.problem?.errors.filter((error) => !this.#shown.has(error.path)) ?? [];
  }
}

let last = 0;
const ids = new WeakMap();

/** An id for a control of this element, the same each time it is drawn. */
function idOf(host, name) {
  const own = ids.get(host) ?? new Map();
  ids.set(host, own);
  if (!own.has(name)) {
    own.set(name, `${name.replace(/[^\w-]/g, '-')}-${++last}`);
  }
  return own.get(name);
}

/** What the API said of a field; whatever letters were typed, its own words stay in order. */
function refusal(form, name) {
  const { actual, expected } = form.problem.errors.find((error) => error.path === name);
  return html`<bdi>${actual}</bdi>: ${expected}`;
}

/**
 * A labelled control with its hint and the API's error about it.
 *
 * @param form a FormState
 * @param name the field's path in the API's errors
 * @param control gives the control: called with {id, describedBy, invalid}, to be set as id, aria-describedby, aria-invalid
 */
export function field(form, name, { label, hint, control }) {
  const id = idOf(form, name);
  const error = form.error(name);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control({ id, describedBy: described || nothing, invalid: error ? 'true' : nothing })}
      ${hint ? html`<small id="${id}-hint" class="hint">${hint}</small>` : nothing}
      ${error ? html`<small id="${id}-error" class="error">${refusal(form, name)}</small>` : nothing}
    </div>
  `;
}

/** The refusal as a whole, where no field shows it. Call it below the fields: it knows then which of them are there. */
export function formProblem(form) {
  const problem = form.problem;
  const told = problem?.status === 400 && problem.errors.length > 0; // a conflict's sentence says who it is with
  if (!problem || (told && form.rest.length === 0)) {
    return nothing;
  }
  const rest = form.rest;
  return html`
    <div class="problem" role="alert">
      <p>${problem.code === 'unreachable' ? t('problem.unreachable') : problem.detail}</p>
      ${rest.length > 0
        ? html`<ul>${rest.map((one) => html`<li><code>${one.path}</code> ${one.actual}: ${one.expected}</li>`)}</ul>`
        : nothing}
    </div>
  `;
}

/** The button that sends a form. */
export function submitButton(form, label, { danger = false, disabled = false } = {}) {
  return html`<button type="submit" class=${danger ? 'danger' : ''} aria-busy=${form.busy ? 'true' : nothing}
      ?disabled=${form.busy || disabled}>${label}</button>`;
}
