package dev.sluice.imports.caddy;

import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.imports.Findings;
import dev.sluice.imports.caddyfile.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@code reverse_proxy}, and tells of each of its lines what became of it. */
final class ProxyReader {

    private static final Pattern UPSTREAM =
            Pattern.compile("\\{(?:upstream_hostport|http\\.reverse_proxy\\.upstream\\.hostport)\\}");

    private final Step step;
    private final Findings findings;
    private final List<UpstreamAddress> upstreams = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final ProbeReader probe = new ProbeReader();
    private final TransportReader transport;
    private final BreakerReader breaker;
    private @Nullable Balance balance;
    private @Nullable Integer hsts;
    private boolean asks;
    private @Nullable Line policyLine;
    private Features features;

    private ProxyReader(Step step, Features features, Findings findings) {
        this.step = step;
        this.features = features;
        this.findings = findings;
        this.transport = new TransportReader(findings);
        this.breaker = new BreakerReader(findings);
    }

    /** Reads it where routes do that beside forwarding. */
    static Proxy read(Step step, Features features, Findings findings) {
        return new ProxyReader(step, features, findings).read();
    }

    private Proxy read() {
        step.arguments().forEach(text -> upstream(step.where(), text));
        step.lines().forEach(this::line);
        String fault = transport.fault();
        if (!fault.isEmpty() && !upstreams.isEmpty()) {
            findings.leftOut(step.where(), step.fullSubject(), fault);
            upstreams.clear();
        } else if (upstreams.isEmpty() && !asks) {
            findings.leftOut(step.where(), step.fullSubject(), "no upstream that a peer can stand for");
        }
        boolean several = upstreams.size() > 1;
        if (several && balance != null && !balance.difference().isEmpty() && policyLine != null) {
            findings.differs(
                    policyLine.where(),
                    policyLine.words().stream().limit(3).collect(Collectors.joining(" ")),
                    balance.difference());
        }
        if (several && balance == null) {
            balance = Balance.UNSAID;
            findings.differs(step.where(), step.subject() + " without lb_policy", balance.difference());
        }
        if (probe.countsEveryAnswer() && !upstreams.isEmpty()) {
            findings.differs(
                    step.where(),
                    step.subject() + " health_uri",
                    "every answer is a success, also a 5xx; set the probe's expect_status to want one");
        }
        boolean https =
                upstreams.stream().anyMatch(upstream -> upstream.scheme().equals("https"));
        PeerTls tls = https ? transport.tlsAtLeast() : transport.tls();
        boolean h2c = transport.protocol() == PeerProtocol.H2C
                || upstreams.stream().anyMatch(upstream -> upstream.scheme().equals("h2c"));
        return new Proxy(
                upstreams,
                balance == null ? Balance.UNSAID : balance,
                probe.probe(),
                h2c && tls == null ? PeerProtocol.H2C : PeerProtocol.HTTP1,
                tls,
                reasons,
                hsts,
                asks,
                breaker.features(transport.limits(features)));
    }

    private void upstream(String where, String text) {
        UpstreamAddress.Read read = UpstreamAddress.parse(text);
        if (!read.fault().isEmpty()) {
            findings.leftOut(where, "upstream " + Step.shown(text), read.fault());
            return;
        }
        upstreams.addAll(read.upstreams());
    }

    private void line(Line line) {
        ProxyOption option = ProxyOption.of(line.name());
        if (line.name().startsWith("@")) {
            return;
        }
        if (option == null) {
            leftOut(line, "not a line that Caddy's reverse_proxy has");
            return;
        }
        switch (option.effect()) {
            case READ -> read(option, line);
            case SHAPES -> {
                leftOut(line, option.why());
                reasons.add(line.name());
            }
            default -> leftOut(line, option.why());
        }
    }

    private void read(ProxyOption option, Line line) {
        String first = line.arguments().isEmpty() ? "" : line.arguments().get(0);
        switch (option) {
            case TO -> line.arguments().forEach(text -> upstream(line.where(), text));
            case DYNAMIC -> leftOut(line, option.why());
            case LB_POLICY -> policy(line);
            case FLUSH_INTERVAL -> findings.taken(line.where(), line.name(), "answers are passed on at once");
            case STREAM_CLOSE_DELAY ->
                findings.taken(
                        line.where(), line.name(), "tunnels stay open when anything but their own route changes");
            case HEADER_UP -> headerUp(line);
            case HEADER_DOWN -> headerDown(line);
            case TRANSPORT -> transport.read(line);
            case FAIL_DURATION, MAX_FAILS, UNHEALTHY_STATUS -> breaker.take(option, line);
            case HANDLE_RESPONSE -> {
                leftOut(line, option.why());
                asks = true;
            }
            default -> {
                String why = probe.take(option, first);
                if (why.isEmpty()) {
                    findings.taken(line.where(), line.name() + " " + first, "the peer's probe");
                } else {
                    leftOut(line, why);
                }
            }
        }
    }

    private void policy(Line line) {
        Balance found = Balance.of(line.arguments());
        policyLine = line;
        if (found == null) {
            String name =
                    line.arguments().isEmpty() ? "" : " " + line.arguments().get(0);
            findings.leftOut(
                    line.where(),
                    "lb_policy" + name,
                    "pools have failover, round_robin, least_conn and ip_hash; round_robin is put in its place");
            balance = Balance.of(List.of("round_robin"));
            return;
        }
        balance = found;
    }

    private void headerUp(Line line) {
        String subject = "header_up " + HeaderUp.field(line.arguments());
        if (HeaderUp.isDoneAnyway(line.arguments())) {
            findings.taken(line.where(), subject, "Sluice does so by itself");
            return;
        }
        Features more = FieldLine.taken(features, line.where(), subject, fixed(line.arguments()), true);
        if (more == null) {
            findings.leftOut(line.where(), subject, HeaderReader.NONE);
            reasons.add(subject);
        } else {
            features = more;
        }
    }

    /** The same words where the upstream's address, if there is one alone, has its place. */
    private List<String> fixed(List<String> words) {
        boolean one = step.arguments().size() == 1
                && step.lines().stream()
                        .noneMatch(
                                line -> line.name().equals("to") || line.name().equals("dynamic"));
        if (!one || upstreams.size() != 1 || words.size() != 2) {
            return words;
        }
        String host = upstreams.get(0).host();
        String address = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + upstreams.get(0).port();
        return List.of(words.get(0), UPSTREAM.matcher(words.get(1)).replaceAll(Matcher.quoteReplacement(address)));
    }

    private void headerDown(Line line) {
        String subject = "header_down " + HeaderUp.field(line.arguments());
        Integer seconds =
                Hsts.isSetBy(line.arguments()) ? Hsts.seconds(line.arguments().get(1)) : null;
        if (seconds == null) {
            Features more = FieldLine.taken(features, line, subject, false);
            if (more == null) {
                findings.leftOut(line.where(), subject, HeaderReader.NONE);
            } else {
                features = more;
            }
            return;
        }
        hsts = seconds;
        findings.taken(line.where(), subject, "hsts_max_age_s " + seconds);
    }

    private void leftOut(Line line, String why) {
        findings.leftOut(line.where(), line.name(), why);
    }
}
