package dev.sluice.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.LanView;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of the resolver in every world. */
@Tag("core")
class ResolverPropertyTest {

    private static final List<Case> CASES = new ArrayList<>();

    private record Case(long seed, RandomWorld world, Standing standing, Route route, Assignment assignment) {

        boolean isDisturbed() {
            return world.isDisturbed(route.id());
        }

        List<Long> ladder() {
            return assignment.classes().stream().flatMap(List::stream).toList();
        }
    }

    @BeforeAll
    static void resolveManyWorlds() {
        for (long seed = 0; seed < 600; seed++) {
            RandomWorld world = new RandomWorld(seed);
            Resolver resolver = world.resolver();
            for (Assignment assignment : resolver.resolve().values()) {
                Route route = Objects.requireNonNull(world.desired().route(assignment.routeId()));
                CASES.add(new Case(seed, world, resolver.standing(), route, assignment));
            }
        }
    }

    @AfterAll
    static void forget() {
        CASES.clear();
    }

    private static void always(Predicate<Case> law) {
        for (Case given : CASES) {
            if (!law.test(given)) {
                throw new AssertionError("broken by " + given + " with " + given.world.health + given.world.desired());
            }
        }
    }

    @Test
    void theWorldsHoldEverythingThatMatters() {
        assertThat(CASES).hasSizeGreaterThan(1500);
        for (Cause cause : Cause.values()) {
            assertThat(CASES.stream().filter(given -> given.assignment.cause() == cause))
                    .as(cause.wire())
                    .isNotEmpty();
        }
    }

    @Test
    void ifAnyUsableCandidateExistsNoRouteIsServedByAnUnusableOne() {
        always(given -> {
            Set<Long> usable = usable(given.world, given.route);
            return Set.copyOf(given.ladder()).equals(usable)
                    && given.assignment.isOutage() == usable.isEmpty()
                    && (given.assignment.servingId() == 0 || usable.contains(given.assignment.servingId()));
        });
    }

    @Test
    void somebodyServesUnlessThereIsAnOutageOrThePolicyChooses() {
        always(given -> (given.assignment.servingId() == 0)
                == (given.assignment.isOutage() || given.assignment.cause() == Cause.BALANCED));
    }

    @Test
    void aHealthyHomeServesUnlessSomebodySaysOtherwise() {
        always(given -> {
            long home = given.assignment.homeId();
            boolean healthy = home != 0 && given.standing.is(home, HealthState.ALIVE);
            return !healthy || given.isDisturbed() || given.assignment.servingId() == home;
        });
    }

    @Test
    void nobodyServesWhileABetterStateIsToBeHad() {
        always(given -> {
            List<Integer> ranks = given.ladder().stream()
                    .map(peerId -> rank(given.standing.state(peerId)))
                    .toList();
            return given.isDisturbed() || ranks.stream().sorted().toList().equals(ranks);
        });
    }

    @Test
    void noPeerIsOnALadderTwice() {
        always(given -> Set.copyOf(given.ladder()).size() == given.ladder().size()
                && given.assignment.classes().stream().noneMatch(List::isEmpty));
    }

    @Test
    void aLastResortIsOnlyEverADownPeerInAnOutage() {
        always(given -> given.assignment.lastResortId() == 0
                || (given.assignment.isOutage()
                        && given.standing.is(given.assignment.lastResortId(), HealthState.DOWN)));
    }

    @Test
    void whoeverServesWasToldOfTheRouteBefore() {
        always(given -> {
            Desired desired = given.world.desired();
            LanHost lan = given.route.target().lan();
            return lan == null
                    || given.ladder().stream().allMatch(peerId -> {
                        AgentConfig told = AgentConfig.of(desired, peerId);
                        LanHost seen = LanView.of(given.route, peerId, desired);
                        return told != null
                                && seen != null
                                && told.routes().stream()
                                        .anyMatch(route -> route.id() == given.route.id()
                                                && route.lan().equals(seen));
                    });
        });
    }

    @Test
    void theSameInputsGiveTheSameAnswer() {
        for (long seed = 0; seed < 50; seed++) {
            Map<Long, Assignment> one = new RandomWorld(seed).resolver().resolve();
            Map<Long, Assignment> other = new RandomWorld(seed).resolver().resolve();
            assertThat(other).isEqualTo(one);
        }
    }

    @Test
    void whatTwinsShareIsWhatEachWouldGetAlone() {
        always(given -> given.world.resolver().resolve(given.route).equals(given.assignment));
    }

    private static int rank(HealthState state) {
        return List.of(HealthState.ALIVE, HealthState.COOLDOWN, HealthState.UNKNOWN)
                .indexOf(state);
    }

    /**
     * The definition, written down again in the plainest way: drills leave out a peer, but for those that would leave some
     * route with nobody.
     */
    private static Set<Long> usable(RandomWorld world, Route route) {
        Set<Long> needed = new LinkedHashSet<>();
        for (Route each : world.desired().routes().values()) {
            Set<Long> able = each.enabled() ? able(world, each) : Set.of();
            if (able.stream().allMatch(peerId -> isDrilled(world, peerId))) {
                needed.addAll(able);
            }
        }
        Set<Long> usable = able(world, route);
        usable.removeIf(peerId -> isDrilled(world, peerId) && !needed.contains(peerId));
        return usable;
    }

    private static Set<Long> able(RandomWorld world, Route route) {
        Desired desired = world.desired();
        Set<Long> candidates = new LinkedHashSet<>();
        Target target = route.target();
        if (RandomWorld.isPool(target)) {
            Pool pool = desired.pool(target.poolId());
            if (pool != null && pool.enabled()) {
                pool.members().forEach(member -> candidates.add(member.peerId()));
            }
        } else {
            long home = target.homeId();
            candidates.add(home);
            boolean loopback = route.isLoopback()
                    && Objects.requireNonNull(desired.peer(home)).lanAddress() == null;
            if (target instanceof Target.Gateway && route.failover() && !loopback) {
                for (Pool pool : desired.pools().values()) {
                    List<Long> members =
                            pool.members().stream().map(Member::peerId).toList();
                    if (pool.enabled() && members.contains(home)) {
                        candidates.addAll(members);
                    }
                }
            }
        }
        Standing standing = new Standing(desired, world.health, world.now);
        candidates.removeIf(peerId -> standing.state(peerId) == HealthState.DOWN || !takesRequests(world, peerId));
        return candidates;
    }

    private static boolean takesRequests(RandomWorld world, long peerId) {
        return Objects.requireNonNull(world.desired().peer(peerId)).takesRequests();
    }

    private static boolean isDrilled(RandomWorld world, long peerId) {
        return world.desired().drills().values().stream()
                .anyMatch(drill -> drill.peerId() == peerId && drill.endsAt().isAfter(world.now.wall()));
    }
}
