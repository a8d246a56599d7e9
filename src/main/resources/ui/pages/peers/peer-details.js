import { SluiceElement, html, nothing } from '../../base/element.js';
import { LiveAnswer } from '../../base/answer.js';
import { api } from '../../base/api.js';
import { number, t } from '../../base/i18n.js';
import { routeName } from '../../base/served.js';
import { dateTime } from '../../base/time.js';
import { whyNot } from '../../components/allowed.js';
import '../../components/uptime.js';
import { remove, unpair } from './commands.js';

const NAMED = 50;
const EVENTS = 8;

/** All that is known of one peer, and what is seldom done with it. */
class PeerDetails extends SluiceElement {
  static properties = { peer: {}, served: {}, does: {} };

  #events = null;

  connectedCallback() {
    super.connectedCallback();
    const id = this.peer.id;
    this.#events = new LiveAnswer(() => api.get(`/logs/activity?peer=${id}&limit=${EVENTS}`), ['activity'], ({ details }) =>
      [details.peer_id, details.from_peer_id, details.to_peer_id].includes(id));
    this.during(this.#events.subscribe(() => this.requestUpdate()));
  }

  #more() {
    const peer = this.peer;
    const drill = whyNot('operate') ?? (peer.enabled ? null : t('peers.drill.disabled'));
    const admin = whyNot('admin');
    const gateway = peer.peer_type === 'gateway';
    return html`<div class="actions">
      ${drill
        ? html`<button type="button" class="small secondary" disabled title=${drill}>${t('peers.drill.start')}</button>`
        : html`<a class="button" href="/drills?peer=${peer.id}">${t('peers.drill.start')}</a>`}
      ${gateway
        ? html`<button type="button" class="small secondary" ?disabled=${admin !== null} title=${admin ?? nothing}
            @click=${() => this.does.pair(peer)}>${t('peers.pair')}</button>`
        : nothing}
      ${peer.agent
        ? html`<button type="button" class="small danger" ?disabled=${admin !== null} title=${admin ?? nothing}
            @click=${() => unpair(peer)}>${t('peers.unpair')}</button>`
        : nothing}
      <button type="button" class="small danger" ?disabled=${admin !== null} title=${admin ?? nothing}
        @click=${() => remove(peer)}>${t('peers.delete')}</button>
    </div>`;
  }

  #said() {
    const peer = this.peer;
    const probe = peer.probe;
    return this.#list(t('peers.details.said'), [
      ['description', peer.description],
      ['id', peer.id],
      ['host', peer.host],
      peer.peer_type === 'gateway' ? ['proxy_port', peer.proxy_port] : ['port', peer.port],
      ['api_port', peer.peer_type === 'gateway' ? peer.api_port : null],
      ['lan_address', peer.lan_address],
      ['protocol', t(`peers.protocol.${peer.protocol}`)],
      ['tls', this.#tls()],
      ['tls_server_name', peer.tls_server_name],
      ['tls_ca', peer.tls_ca_sha256?.join(' ')],
      ['capacity.max_in_flight', peer.capacity && number(peer.capacity.max_in_flight)],
      ['weight', number(peer.weight)],
      ['probe', t(`peers.probe.kind.${probe.kind}`)],
      ['probe.port', probe.kind === 'heartbeat' ? null : (probe.port ?? t('peers.probe.port.same'))],
      ['probe.path', probe.kind === 'http' ? probe.path : null],
      ['probe.expect_status', probe.kind === 'http' ? (probe.expect_status ?? t('peers.probe.any')) : null],
      ['probe.interval', probe.kind === 'heartbeat' ? null : probe.interval],
      ['probe.fall', number(probe.fall)],
      ['probe.rise', number(probe.rise)],
      ['created_at', dateTime(peer.created_at)],
      ['updated_at', dateTime(peer.updated_at)],
    ]);
  }

  #tls() {
    const { tls } = this.peer;
    return tls?.startsWith('sha256:') ? tls : t(`peers.tls.${tls ?? 'none'}`);
  }

  #agent() {
    const agent = this.peer.agent;
    return agent
      ? this.#list(t('peers.fact.agent'), [
          ['agent.paired_at', dateTime(agent.paired_at)],
          ['agent.version', agent.version],
          ['agent.hop', t(`peers.agent.hop.${agent.hop}`)],
          ['lan_address', agent.lan_address],
          ['agent.connected', t(agent.connected ? 'peers.agent.connected' : 'peers.agent.away')],
          ['agent.config', t(agent.config_current ? 'peers.agent.current' : 'peers.agent.behind')],
          ['agent.last_beat_at', agent.last_beat_at && dateTime(agent.last_beat_at)],
        ])
      : nothing;
  }

  #list(heading, rows) {
    return html`<section><h3>${heading}</h3><dl class="said">
      ${rows.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value]) =>
        html`<div class=${name}><dt>${t(`peers.field.${name}`)}</dt><dd><bdi>${value}</bdi></dd></div>`)}
    </dl></section>`;
  }

  #routes() {
    const more = this.served.length - NAMED;
    return html`<section><h3>${t('peers.details.routes')}</h3>
      ${this.served.length === 0 ? html`<p class="muted">${t('peers.details.no-routes')}</p>` : nothing}
      <ul class="names">${this.served.slice(0, NAMED).map((route) => html`<li><bdi>${routeName(route)}</bdi></li>`)}</ul>
      ${more > 0 ? html`<p class="muted">${t('moves.more', { more: number(more) })}</p>` : nothing}
      <p><a href="/routes?peer=${this.peer.id}">${t('peers.details.all-routes')}</a></p></section>`;
  }

  #happened() {
    const { value, problem } = this.#events;
    return html`<section><h3>${t('peers.details.events')}</h3>
      ${problem ? html`<p class="error" role="alert">${problem.detail}</p>` : nothing}
      ${!value && !problem ? html`<p aria-busy="true">${t('loading.reading')}</p>` : nothing}
      <ul class="events">${(value?.items ?? []).map((event) => html`<li>
        <time class="muted number" datetime=${event.at}>${dateTime(event.at)}</time> <bdi>${event.message}</bdi></li>`)}</ul>
      <p><a href="/logs?peer=${this.peer.id}">${t('peers.details.all-events')}</a></p></section>`;
  }

  render() {
    return html`<div class="details">${this.#more()}
      <div class="columns">${this.#said()}${this.#agent()}<sluice-uptime .of=${`/uptime/peers?peer=${this.peer.id}`}></sluice-uptime>${this.#routes()}${this.#happened()}</div></div>`;
  }
}

customElements.define('sluice-peer-details', PeerDetails);
