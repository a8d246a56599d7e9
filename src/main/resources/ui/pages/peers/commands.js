import { html, nothing } from '../../base/element.js';
import { api } from '../../base/api.js';
import { number, t } from '../../base/i18n.js';
import { pulse } from '../../base/pulse.js';
import { peers, pools, routes } from '../../base/store.js';
import { confirm } from '../../components/confirm.js';
import { act, say } from '../../components/notices.js';
import '../../components/returning.js';

const PATIENCE_MS = 7_000; // a probe is given up after 5 s

/** Lets requests go to a drained peer again; asks before. */
export function resume(peer) {
  return move(peer, 'resume');
}

/** Ends a peer's cooldown; asks before. */
export function failback(peer) {
  return move(peer, 'failback');
}

async function move(peer, command) {
  const answer = await confirm({
    heading: t(`peers.${command}.heading`, { name: peer.name }),
    body: html`<sluice-returning .peer=${peer.id}></sluice-returning>`,
    verb: t(`peers.${command}`),
    action: () => api.post(`/peers/${peer.id}/${command}`),
  });
  if (answer) {
    peers.put(answer);
    say(t(`peers.${command}.done`, { name: peer.name }));
  }
}

/** Probes now, and tells what the peer answered. */
export async function probe(event, peer) {
  const seen = answerAfter(peer.id);
  const answer = await act(event, async () => {
    await api.post(`/peers/${peer.id}/probe`);
    return (await seen) ?? (await api.get(`/peers/${peer.id}`)).health?.last_answer;
  });
  if (answer !== undefined) {
    say(answer ? t('peers.probe.answered', { name: peer.name, answer }) : t('peers.probe.silent', { name: peer.name }));
  }
}

/** What the next probe that ends sees; null if none does for a while, or nobody tells. */
function answerAfter(id) {
  const before = pulse.peer(id)?.last_answer_at;
  return new Promise((resolve) => {
    const done = (answer) => {
      end();
      clearTimeout(patience);
      resolve(answer);
    };
    const patience = setTimeout(() => done(null), PATIENCE_MS);
    const end = pulse.subscribe(() => {
      const now = pulse.peer(id);
      if (now?.last_answer_at && now.last_answer_at !== before) {
        done(now.last_answer);
      }
    });
  });
}

/** Takes a peer away; asks before, and says what it is needed for. */
export async function remove(peer) {
  const homes = routes.list.filter((route) => route.target_peer_id === peer.id).length;
  const ofPools = pools.list.filter((pool) => pool.members.some((member) => member.peer_id === peer.id));
  const answer = await confirm({
    heading: t('peers.delete.heading', { name: peer.name }),
    body: html`
      ${homes > 0 ? html`<p>${t('peers.delete.homes', { count: homes, number: number(homes) })}</p>` : nothing}
      ${ofPools.length > 0
        ? html`<p>${t('peers.delete.pools')} ${ofPools.map((pool, i) => html`${i > 0 ? ', ' : ''}<bdi>${pool.name}</bdi>`)}.</p>`
        : nothing}
      ${peer.agent ? html`<p>${t('peers.delete.agent')}</p>` : nothing}
      <p>${t('peers.delete.final')}</p>`,
    verb: t('peers.delete'),
    danger: true,
    action: () => api.delete(`/peers/${peer.id}`),
  });
  if (answer !== undefined) {
    say(t('peers.delete.done', { name: peer.name }));
  }
}

/** Shuts the agent out; asks before. */
export async function unpair(peer) {
  const answer = await confirm({
    heading: t('peers.unpair.heading', { name: peer.name }),
    body: html`<p>${t('peers.unpair.what')}</p>
      ${peer.probe.kind === 'heartbeat' ? html`<p>${t('peers.unpair.beats')}</p>` : nothing}`,
    verb: t('peers.unpair'),
    danger: true,
    action: () => api.delete(`/peers/${peer.id}/pairing`),
  });
  if (answer !== undefined) {
    say(t('peers.unpair.done', { name: peer.name }));
  }
}
