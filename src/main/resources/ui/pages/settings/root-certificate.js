import { api } from '../../base/api.js';
import { download } from '../../base/download.js';
import { html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { act } from '../../components/notices.js';

const PEM = 'application/pem-certificate-chain';
const SYSTEMS = ['linux', 'windows', 'apple', 'android', 'firefox'];

async function keep(event) {
  const pem = await act(event, () => api.text('/root-certificate', { accept: PEM }));
  if (pem !== undefined) {
    download('sluice-root.crt', pem, 'application/x-x509-ca-cert');
  }
}

/** What a device has to trust for private names, and where one tells it so. */
export function rootCertificate() {
  return html`<div class="card root-certificate">
    <h2>${t('settings.root')}</h2>
    <p>${t('settings.root.about')}</p>
    <div class="actions"><button type="button" class="secondary" @click=${keep}>${t('settings.root.keep')}</button></div>
    <details><summary>${t('settings.root.how')}</summary>
      <ul>${SYSTEMS.map((system) => html`<li>${t(`settings.root.${system}`)}</li>`)}</ul></details>
  </div>`;
}
