package dev.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is written of the metrics, and what asks for them: the manual, the dashboard and the alert rules are of what there is. */
class MetricsManualTest {

    private static final Path MANUAL = Path.of("docs/observability.md");
    private static final Path DASHBOARD = Path.of("conf/grafana-dashboard.json");
    private static final Path RULES = Path.of("conf/alert-rules.yaml");
    private static final Pattern ROW =
            Pattern.compile("\\| `(sluice_\\w+)` \\| (\\w+) \\| ([^|]+) \\| ([^|]*) \\| ([^|]+) \\| (.+) \\|");
    private static final Pattern SERIES = Pattern.compile("\\b(sluice|jvm|process|system)_\\w+");
    private static final Pattern SELECTED = Pattern.compile("(\\w+)\\{([^}]*)}");

    private final Metrics metrics = new Metrics(() -> MetricsTest.full(new PeerVitals(3)), () -> 4, () -> true);

    /** A family with its type and the labels of its series. */
    private record Family(String type, Set<String> labels) {}

    @BeforeEach
    void countSomethingOfEverything() {
        metrics.finished(Requests.answered(200, 7, 3, 5));
        for (EventName name : List.of(EventName.POOL_FAILOVER_ACTIVATED, EventName.POOL_FAILOVER_RESTORED)) {
            metrics.counted(Event.of(name, Instant.EPOCH, Event.WATCHDOG, "moved", Map.of("pool_id", 5L)));
        }
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    /** Families by the name that is asked for: a histogram's without its suffixes. */
    private Map<String, Family> scraped() {
        Map<String, Family> families = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        metrics.scrape().lines().forEach(line -> {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", -1);
                types.put(words[2], words[3]);
                families.put(words[2], new Family(words[3], new TreeSet<>()));
            } else if (!line.startsWith("#")) {
                String series = line.replaceFirst("[{ ].*", "");
                String name = types.containsKey(series) ? series : series.replaceFirst("_(bucket|sum|count)$", "");
                Matcher labels = Pattern.compile("(\\w+)=\"").matcher(line);
                while (labels.find()) {
                    if (!labels.group(1).equals("le")) {
                        families.get(name).labels().add(labels.group(1));
                    }
                }
            }
        });
        return families;
    }

    @Test
    void theManualHasEverySeriesWithItsTypeUnitLabelsAndBoundAndNoOther() throws IOException {
        Map<String, Family> written = new TreeMap<>();
        for (String line : Files.readAllLines(MANUAL)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> labels = Stream.of(row.group(4).split(",", -1))
                        .map(label -> label.strip().replace("`", ""))
                        .filter(label -> !label.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
                written.put(row.group(1), new Family(row.group(2), labels));
                assertThat(row.group(3)).as("unit of %s", row.group(1)).isNotBlank();
                assertThat(row.group(5)).as("bound of %s", row.group(1)).containsPattern("\\d");
            }
        }
        Map<String, Family> ours = scraped();
        ours.keySet().removeIf(name -> !name.startsWith("sluice_"));

        assertThat(written).isEqualTo(ours);
    }

    @Test
    void theDashboardAsksOnlyForWhatThereIs() throws IOException {
        JsonObject dashboard = new JsonObject(Files.readString(DASHBOARD));
        List<String> queries = new ArrayList<>();
        Set<Integer> ids = new TreeSet<>();
        for (Object panel : dashboard.getJsonArray("panels")) {
            assertThat(ids.add(((JsonObject) panel).getInteger("id"))).isTrue();
            for (Object target : ((JsonObject) panel).getJsonArray("targets")) {
                queries.add(((JsonObject) target).getString("expr"));
            }
        }
        assertThat(dashboard.getString("title")).isEqualTo("Sluice");
        assertThat(queries).hasSizeGreaterThan(15);
        asksOnlyForWhatThereIs(queries);
    }

    @Test
    void theAlertRulesAskOnlyForWhatThereIs() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(RULES));
        List<String> queries = new ArrayList<>();
        Set<Object> names = new HashSet<>();
        for (Map<String, Object> group : file.get("groups")) {
            for (Object rule : (List<?>) group.get("rules")) {
                Map<?, ?> fields = (Map<?, ?>) rule;
                assertThat(names.add(fields.get("alert")))
                        .as("%s", fields.get("alert"))
                        .isTrue();
                assertThat(((Map<?, ?>) fields.get("labels")).get("severity")).isIn("critical", "warning");
                assertThat((String) ((Map<?, ?>) fields.get("annotations")).get("summary"))
                        .isNotBlank();
                queries.add((String) fields.get("expr"));
            }
        }
        assertThat(queries).hasSizeGreaterThan(8);
        asksOnlyForWhatThereIs(queries);
    }

    private void asksOnlyForWhatThereIs(List<String> queries) {
        Map<String, Family> families = scraped();
        for (String query : queries) {
            Matcher series = SERIES.matcher(query);
            int count = 0;
            while (series.find()) {
                count++;
                assertThat(families).as(query).containsKey(family(series.group(), families));
            }
            assertThat(count).as(query).isPositive();
            assertThat(query.chars().filter(c -> c == '(').count())
                    .as(query)
                    .isEqualTo(query.chars().filter(c -> c == ')').count());
            Matcher selected = SELECTED.matcher(query);
            while (selected.find()) {
                Set<String> labels =
                        families.get(family(selected.group(1), families)).labels();
                Matcher label = Pattern.compile("(\\w+)=").matcher(selected.group(2));
                while (label.find()) {
                    assertThat(labels).as(query).contains(label.group(1));
                }
            }
        }
    }

    private static String family(String series, Map<String, Family> families) {
        return families.containsKey(series) ? series : series.replaceFirst("_(bucket|sum|count)$", "");
    }

    /** Whoever sends what he likes must not make as many series as he likes. */
    @Test
    void thereAreNoMoreSeriesThanTheManualSays() {
        for (int code = 100; code < 1_050; code++) {
            metrics.finished(Requests.answered(code, 7, 3, 5));
            metrics.finished(Requests.answered(code, 0, 0, -1));
        }
        List<String> counted = metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("sluice_requests_total{"))
                .toList();

        assertThat(counted).filteredOn(line -> line.contains("route=\"7\"")).hasSize(CodeCounts.MOST + 1);
        assertThat(counted).filteredOn(line -> line.contains("route=\"none\"")).hasSize(CodeCounts.MOST + 1);
        assertThat(counted).hasSize(2 * (CodeCounts.MOST + 1));
        assertThat(counted.stream()
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum())
                .as("none is lost")
                .isEqualTo(1_901);
    }
}
