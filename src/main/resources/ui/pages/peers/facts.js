import { html, nothing } from '../../base/element.js';
import { milliseconds, number, rate, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { spark } from '../../components/spark.js';

/** What is so about a peer, this second; `served` is how many routes it serves. */
export function facts(peer, served) {
  const health = peer.health;
  const second = pulse.peer(peer.id);
  const usual = second ? second.smoothed_ms : health?.smoothed_ms;
  const observed = peer.enabled && health;
  return html`<dl class="facts">
    ${fact('since', observed ? html`<sluice-since at=${health.since}></sluice-since>` : '–')}
    ${fact('last-answer', observed ? html`<bdi>${second?.last_answer ?? health.last_answer ?? '–'}</bdi>` : '–')}
    ${fact('next-probe', next(peer, second))}
    ${fact('usual', html`${milliseconds(usual)} ${line(peer)}`)}
    ${fact('in-flight', number(second?.in_flight ?? health?.in_flight ?? 0))}
    ${fact('rate', second ? `${rate(second.requests_per_s)}/s` : '–')}
    ${fact('routes', html`<a href="/routes?peer=${peer.id}">${number(served)}</a>`)}
    ${peer.peer_type === 'gateway' ? fact('agent', agent(peer.agent)) : nothing}
  </dl>`;
}

function fact(name, value) {
  return html`<div><dt>${t(`peers.fact.${name}`)}</dt><dd class="number">${value}</dd></div>`;
}

function next(peer, second) {
  if (peer.enabled && peer.probe.kind === 'heartbeat') {
    return t('peers.beats');
  }
  return peer.enabled && second?.next_probe_at
    ? html`<sluice-countdown to=${second.next_probe_at}></sluice-countdown>`
    : '–';
}

function line(peer) {
  const values = pulse.latencies(peer.id);
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length < 2
    ? nothing
    : spark(values, t('peers.latency', { least: milliseconds(Math.min(...known)), most: milliseconds(Math.max(...known)) }));
}

/** How the agent is, in a few words. */
export function agent(status) {
  if (!status) {
    return t('peers.agent.none');
  }
  const connected = t(status.connected ? 'peers.agent.connected' : 'peers.agent.away');
  const config = t(status.config_current ? 'peers.agent.current' : 'peers.agent.behind');
  return html`${connected}, ${config}${status.version ? html` (<bdi>${status.version}</bdi>)` : nothing}`;
}
