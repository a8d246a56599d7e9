import { html, nothing } from '../base/element.js';
import { t } from '../base/i18n.js';

/** What went wrong, as a sentence: the API's own, or that there is no answer. */
export function sentence(problem) {
  return problem.code === 'unreachable' ? t('problem.unreachable') : problem.detail;
}

/** The same in a box, with what to do about it; nothing without a problem. */
export function problemBox(problem, action = nothing) {
  return problem ? html`<div class="problem" role="alert"><p>${sentence(problem)}</p>${action}</div>` : nothing;
}
