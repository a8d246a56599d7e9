import { t } from '../base/i18n.js';
import { session } from '../base/session.js';

/**
 * Why something may not be done here, in words to be shown beside the disabled control; null if it may.
 *
 * @param scope 'operate' or 'admin'
 * @param feature 'gateway_pools' or 'load_balancing', if it needs one
 */
export function whyNot(scope, feature) {
  if (!session.may(scope)) {
    return t(`needs.${scope}`);
  }
  return feature && !session.has(feature) ? t(`locked.${feature}`) : null;
}
