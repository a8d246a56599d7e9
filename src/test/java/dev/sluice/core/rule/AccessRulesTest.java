package dev.sluice.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.Access;
import dev.sluice.core.site.BasicAuth;
import dev.sluice.core.site.ForwardAuth;
import dev.sluice.core.site.SiteFields;
import dev.sluice.core.trust.Authorities;
import dev.sluice.testing.TestCertificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {

    private static final String HASH = "$2b$10$" + "a".repeat(53);
    private static final String OTHER = "$2b$12$" + "b".repeat(53);
    private static final AccessRules RULES =
            new AccessRules(new ForbiddenTargets(Set.of(8080, 9180), List.of("door.test"), null, 0));

    @Test
    void readsAllAndWritesTheSame() {
        Map<String, Object> whole = fields(
                "allow", List.of("10.0.0.0/8", "2001:db8::/32"),
                "deny", List.of("10.6.6.6"),
                "basic_auth",
                        fields(
                                "realm",
                                "Home",
                                "users",
                                List.of(fields("name", "ada", "password_hash", HASH)),
                                "user_header",
                                "X-Forwarded-User",
                                "pass_authorization",
                                true),
                "forward_auth",
                        fields(
                                "url",
                                "https://auth.test/verify?rd=1",
                                "copy_headers",
                                List.of("Remote-User", "Remote-Groups"),
                                "timeout",
                                "3s",
                                "ca",
                                null));
        Access access = Objects.requireNonNull(read(whole, null));
        assertThat(AccessFacts.whole(access)).isEqualTo(whole);
        assertThat(problems(whole)).isEmpty();
        assertThat(String.valueOf(AccessFacts.shown(access)))
                .doesNotContain(HASH)
                .contains("password_mark");
        assertThat(access.toString()).doesNotContain(HASH);
    }

    @Test
    void hasDefaults() {
        Access access = Objects.requireNonNull(read(
                fields(
                        "basic_auth", fields("users", List.of(fields("name", "ada", "password_hash", HASH))),
                        "forward_auth", fields("url", "http://auth.test")),
                null));
        assertThat(access.allow()).isEmpty();
        assertThat(access.deny()).isEmpty();
        assertThat(access.basicAuth())
                .isEqualTo(new BasicAuth("Restricted", List.of(new BasicAuth.User("ada", HASH)), null, false));
        ForwardAuth forward = Objects.requireNonNull(access.forwardAuth());
        assertThat(forward.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(forward.port()).isEqualTo(80);
    }

    @Test
    void isReadWholeAndNullIsOff() {
        Site present = SiteFields.over(
                new Fields(Map.of("access", fields("allow", List.of("10.0.0.0/8"))), "", new Problems()), Site.PLAIN);
        assertThat(over(fields("access", fields("deny", List.of("10.6.6.6"))), present))
                .isEqualTo(read(fields("deny", List.of("10.6.6.6")), null));
        assertThat(over(fields("access", null), present)).isNull();
        assertThat(over(Map.of(), present)).isEqualTo(present.of(Access.class));
    }

    @Test
    void whoHadAPasswordKeepsItWhereAnAnswerIsSentBack() {
        Access present = Objects.requireNonNull(read(users(fields("name", "ada", "password_hash", HASH)), null));
        Map<String, @Nullable Object> shown = AccessFacts.shown(present);
        assertThat(read(shown, present)).isEqualTo(present);
        assertThat(read(users(fields("name", "ada", "password_hash", OTHER)), present))
                .isNotEqualTo(present);
        assertThat(problems(users(fields("name", "bob", "password_mark", "12345678"))))
                .singleElement()
                .asString()
                .startsWith(
                        "access.basic_auth.users[0].password_hash is nothing, expected " + PasswordRules.EXPECTED_HASH)
                .endsWith("export again with one of admin");
    }

    @Test
    void tellsAPasswordThatChangedAndNotWhich() {
        Access before = read(users(fields("name", "ada", "password_hash", HASH)), null);
        Access after = read(users(fields("name", "ada", "password_hash", OTHER)), null);
        assertThat(AccessFacts.shown(Objects.requireNonNull(before)))
                .isNotEqualTo(AccessFacts.shown(Objects.requireNonNull(after)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3/8 | 10.0.0.0/8, which is that network",
                "fe80::1%eth0 | an IPv4 or IPv6 address without zone, or a network such as 10.0.0.0/8",
                "example.org | an IPv4 or IPv6 address without zone, or a network such as 10.0.0.0/8"
            })
    void saysWhichNetworkWouldBeRight(String given, String expected) {
        assertThat(problems(fields("allow", List.of("::1", given))))
                .containsExactly("access.allow[1] is " + given + ", expected " + expected);
    }

    @Test
    void neverRepeatsWhatMayBeAPassword() {
        assertThat(problems(users(fields("name", "ada", "password_hash", "hunter2hunter2"))))
                .containsExactly("access.basic_auth.users[0].password_hash is 14 characters, expected "
                        + PasswordRules.EXPECTED_HASH);
        assertThat(problems(users(fields("name", "ada", "password", "hunter2hunter2"))))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hunter2"));
        assertThat(problems(users(fields("name", "ada", "password_hash", List.of("hunter2hunter2")))))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hunter2"));
        assertThat(problems(fields("forward_auth", fields("url", "http://me:hunter2@auth.test/"))))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hunter2"));
    }

    @Test
    void saysWhatIsWrongWithUsers() {
        assertThat(problems(fields("basic_auth", fields("users", List.of())))).hasSize(1);
        assertThat(problems(users(fields("name", "a:b", "password_hash", HASH))))
                .hasSize(1);
        assertThat(problems(
                        users(fields("name", "a", "password_hash", HASH), fields("name", "a", "password_hash", OTHER))))
                .containsExactly("access.basic_auth.users[1].name is a, expected a name that no other user has");
        assertThat(problems(fields(
                        "basic_auth",
                        fields(
                                "user_header",
                                "Remote-User",
                                "users",
                                List.of(fields("name", "jürgen", "password_hash", HASH))))))
                .hasSize(1);
        assertThat(problems(fields(
                        "basic_auth",
                        fields(
                                "realm",
                                "a\"b",
                                "user_header",
                                "Host",
                                "users",
                                List.of(fields("name", "a", "password_hash", HASH))))))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/x, 127.0.0.1:8080",
        "https://door.test:9180/, door.test:9180",
        "http://169.254.169.254/, 169.254.169.254:80",
        "http://[::1]:8080/, [::1]:8080"
    })
    void asksNobodyThatMustNotBeAsked(String url, String shown) {
        Problems problems = new Problems();
        RULES.check(Objects.requireNonNull(read(fields("forward_auth", fields("url", url)), null)), problems);
        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("access.forward_auth.url");
            assertThat(problem.actual()).isEqualTo(shown);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "url, ''", "url, auth.test", "url, ftp://auth.test/", "url, http:///x", "url, http://auth.test:0/",
        "url, http://auth.test:70000/", "url, http://auth.test/#x", "url, http://a b/", "timeout, 50ms", "timeout, 2m"
    })
    void saysWhatIsWrongWithAService(String field, String value) {
        Map<String, Object> service = fields("url", "http://auth.test/");
        service.put(field, value);
        assertThat(problems(fields("forward_auth", service)))
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("access.forward_auth." + field + " is "));
    }

    @Test
    void anHttpsServiceMayHaveAnAuthorityOfItsOwn() {
        String pem = TestCertificate.of("authority.test").chainPem();
        Access access = Objects.requireNonNull(
                read(fields("forward_auth", fields("url", "https://auth.test", "ca", "# ours\n" + pem)), null));
        assertThat(Objects.requireNonNull(access.forwardAuth()).authorities()).isEqualTo(Authorities.plain(pem));
        assertThat(read(AccessFacts.shown(access), null)).isEqualTo(access);
        assertThat(problems(fields("forward_auth", fields("url", "http://auth.test", "ca", pem))))
                .containsExactly("access.forward_auth.ca is a value, expected null, since url is not https");
        assertThat(problems(fields("forward_auth", fields("url", "https://auth.test", "ca", "secret"))))
                .singleElement()
                .asString()
                .startsWith("access.forward_auth.ca is a text of 6 characters, expected 1 to 50 certificates in PEM");
    }

    @ParameterizedTest
    @CsvSource({
        "Host",
        "Content-Length",
        "connection",
        "X-Gateway-Target",
        "X-Forwarded-For",
        "X Y",
        "a:b",
        "X_User",
        "''"
    })
    void copiesNoFieldOfHttpsOwn(String name) {
        assertThat(problems(fields("forward_auth", fields("url", "http://auth.test/", "copy_headers", List.of(name)))))
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("access.forward_auth.copy_headers[0] is "));
    }

    private static Map<String, Object> users(Object... users) {
        return fields("basic_auth", fields("users", Arrays.asList(users)));
    }

    private static @Nullable Access over(Map<String, ? extends @Nullable Object> route, Site present) {
        return SiteFields.over(new Fields(route, "", new Problems()), present).of(Access.class);
    }

    private static List<String> problems(Map<String, Object> access) {
        Problems problems = new Problems();
        Access read = SiteFields.over(new Fields(Map.of("access", access), "", problems), Site.PLAIN)
                .of(Access.class);
        RULES.check(read, problems);
        return problems.list().stream()
                .map(problem -> problem.path() + " is " + problem.actual() + ", expected " + problem.expected())
                .toList();
    }

    private static @Nullable Access read(Map<String, ? extends @Nullable Object> access, @Nullable Access present) {
        Problems problems = new Problems();
        Site before = Site.PLAIN.with("access", present);
        Access read = SiteFields.over(new Fields(Map.of("access", access), "", problems), before)
                .of(Access.class);
        assertThat(problems.list()).isEmpty();
        return read;
    }

    @SuppressWarnings("NullAway") // null clears
    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
