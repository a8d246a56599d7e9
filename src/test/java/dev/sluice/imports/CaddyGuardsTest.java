package dev.sluice.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.SiteFields;
import dev.sluice.imports.caddy.CaddyImport;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.draft.DraftRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which routes of a Caddyfile have the features that its blocks give them, and what becomes of those that would go around a guard. */
class CaddyGuardsTest {

    private static final String HASH = "$2a$14$" + "x".repeat(53);

    private final Findings findings = new Findings();

    private Draft read(String text) throws IOException {
        return CaddyImport.caddyfile("Caddyfile", text, new DiskFiles(Path.of(".")), Map.of(), findings);
    }

    private static DraftRoute route(Draft draft, String label) {
        return draft.routes().stream()
                .filter(route -> route.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aProxysOwnLinesAreItsRoutesAlone() throws IOException {
        Draft draft = read("""
                a.example {
                	header -Server
                	reverse_proxy /api/* api:80 {
                		header_up X-Key topsecret
                		header_up Host {upstream_hostport}
                		header_down -X-Powered-By
                		transport http {
                			response_header_timeout 90s
                		}
                	}
                	reverse_proxy app:80
                }
                """);
        Map<String, Object> plain = Map.of("headers", Map.of("response", Map.of("remove", List.of("server"))));
        assertThat(route(draft, "a.example").site()).isEqualTo(SiteFields.read(plain));
        Site api = route(draft, "a.example/api").site();
        assertThat(SiteFields.written(api).toString())
                .contains(
                        "remove=[server, x-powered-by]", "host=api:80", "x-key=topsecret", "response_head_timeout=90s");
        assertThat(String.join("\n", findings.lines())).doesNotContain("topsecret");
    }

    @Test
    void aStrippedPathIsTheHandledOne() throws IOException {
        Draft draft = read("""
                a.example {
                	handle_path /app/* {
                		reverse_proxy app:80
                	}
                	handle_path /deep/* {
                		reverse_proxy /more/* deep:80
                	}
                	handle {
                		reverse_proxy web:80
                	}
                }
                """);
        assertThat(route(draft, "a.example/app").site())
                .isEqualTo(SiteFields.read(Map.of("paths", Map.of("strip_prefix", "/app"))));
        assertThat(route(draft, "a.example").site().isPlain()).isTrue();
        assertThat(findings.lines())
                .anyMatch(line -> line.contains("handle_path /deep/*: left out: the path is not stripped"));
    }

    @Test
    void whoIsInsideHasARouteAndOthersAreRefused() throws IOException {
        DraftRoute route = route(read("""
                a.example {
                	@inside remote_ip 10.0.0.0/8
                	handle @inside {
                		reverse_proxy app:80
                	}
                	respond 403
                }
                """), "a.example");
        assertThat(route.enabled()).isTrue();
        assertThat(route.site()).isEqualTo(SiteFields.read(Map.of("access", Map.of("allow", List.of("10.0.0.0/8")))));
        assertThat(findings.lines())
                .anyMatch(line -> line.contains("@inside: differs: access: everybody else gets 403"));
    }

    @Test
    void aGuardThatNoRouteHasLeavesNoWiderOneOpen() throws IOException {
        Draft draft = read("""
                a.example {
                	handle /admin/* {
                		basic_auth {
                			ada %s
                		}
                		file_server
                	}
                	handle {
                		reverse_proxy app:80
                	}
                }
                *.b.example {
                	reverse_proxy all:80
                }
                one.b.example {
                	basic_auth {
                		ada %s
                	}
                	reverse_proxy one:80
                }
                """.formatted(HASH, HASH));
        assertThat(route(draft, "a.example").enabled()).isFalse();
        assertThat(findings.lines())
                .anyMatch(line -> line.contains("it would have the requests for a.example/admin, without basic_auth"))
                .anyMatch(line -> line.contains("basic_auth: left out: no route is there that could have it"));
        assertThat(route(draft, "one.b.example").enabled()).isTrue();
        assertThat(route(draft, "*.b.example").enabled())
                .as("the other is nearer")
                .isTrue();
    }

    @Test
    void whatStandsInARouteForSomeIsNotLostForThoseBehind() throws IOException {
        DraftRoute route = route(read("""
                a.example {
                	route /admin/* {
                		basic_auth {
                			ada %s
                		}
                	}
                	reverse_proxy app:80
                }
                """.formatted(HASH)), "a.example");
        assertThat(route.enabled()).isFalse();
        assertThat(route.site().isPlain()).isTrue();
    }

    @Test
    void aGuardForSomeClientsAloneLeavesTheRouteOfAllOff() throws IOException {
        DraftRoute route = route(read("""
                a.example {
                	@outside not remote_ip private_ranges
                	handle @outside {
                		basic_auth {
                			ada %s
                		}
                		reverse_proxy app:80
                	}
                	handle {
                		reverse_proxy app:80
                	}
                }
                """.formatted(HASH)), "a.example");
        assertThat(route.enabled())
                .as("outsiders would come in without a password")
                .isFalse();
    }

    @Test
    void clientsWithUpstreamsOfTheirOwnSwitchNothingOff() throws IOException {
        Draft draft = read("""
                a.example {
                	@inside remote_ip 10.0.0.0/8
                	handle @inside {
                		reverse_proxy inner:80
                	}
                	handle {
                		reverse_proxy outer:80
                	}
                }
                """);
        assertThat(draft.routes()).singleElement().satisfies(route -> {
            assertThat(route.enabled()).isTrue();
            assertThat(route.site().isPlain()).isTrue();
            assertThat(route.target()).isEqualTo("outer-80");
        });
        assertThat(findings.lines())
                .anyMatch(line -> line.contains("inner:80: left out: routes go by host and path alone"));
    }
}
