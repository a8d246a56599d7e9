package dev.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Who may know whom, as rules over class files. A room that does not exist yet breaks none of them. */
final class ArchitectureRules {

    /** The packages below the root, one per question that the product answers. */
    static final Set<String> ROOMS = Set.of(
            "core",
            "proxy",
            "watchdog",
            "store",
            "admin",
            "agent",
            "tls",
            "config",
            "observe",
            "imports",
            "webhook",
            "cli");

    /** The packages that may know every room. */
    private static final Set<String> HALLS = Set.of("", "cli");

    private static final String ROOT = "dev.sluice";
    private static final String SWITCHBOARD = ROOT + ".core.Switchboard";
    private static final String CONTROL = ROOT + ".ControlVerticle";

    /** What any thread may ask the Switchboard; everything else is for the control loop. */
    private static final Set<String> READERS = Set.of("table", "snapshot");

    private ArchitectureRules() {}

    static ArchRule coreIsPureJava() {
        return classes()
                .that()
                .resideInAPackage(ROOT + ".core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".core..")
                .allowEmptyShould(true);
    }

    static ArchRule theModelKnowsNothingElseOfCore() {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + ".core.model..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + "..")
                        .and(describe("are outside the model", type -> !type.getPackageName()
                                .startsWith(ROOT + ".core.model"))))
                .allowEmptyShould(true);
    }

    static ArchRule everyPackageIsARoomOfTheDesign() {
        return classes().should(condition("be in the root package or in one of the rooms " + ROOMS, (type, events) -> {
            String room = room(type);
            if (!room.isEmpty() && !ROOMS.contains(room)) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " is in room '" + room + "'"));
            }
        }));
    }

    static ArchRule roomsKnowOnlyCore() {
        return classes().should(condition("know no room but their own and core", (type, events) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT) && !mayKnow(room(type), room(target))) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                }
            }
        }));
    }

    /** An agent's process has no use for a database, an admin API or a watchdog, and no memory for them. */
    static ArchRule agentsKnowNoDatabase() {
        return noClasses()
                .that()
                .haveFullyQualifiedName(ROOT + ".AgentProgram")
                .or()
                .haveFullyQualifiedName(ROOT + ".cli.AgentCommand")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".store..", ROOT + ".admin..", ROOT + ".tls..", ROOT + ".watchdog..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + ".Sluice")
                .allowEmptyShould(true);
    }

    static ArchRule onlyTheStoreKnowsSql() {
        return onlyTheRoom("store", "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..", "javax.sql..");
    }

    static ArchRule onlyConfigKnowsYaml() {
        return onlyTheRoom("config", "io.vertx.config..", "org.yaml..", "com.fasterxml.jackson.dataformat..");
    }

    /** Files of others are read without anything that listens, dials or serves. */
    static ArchRule importsReadFilesAlone() {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + ".imports..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "java.net..")
                .allowEmptyShould(true);
    }

    static ArchRule onlyTheControlVerticleMovesTheSwitchboard() {
        return classes()
                .should(condition("leave the Switchboard's write methods to the ControlVerticle", (type, events) -> {
                    if (!Set.of(SWITCHBOARD, CONTROL).contains(outermost(type))) {
                        type.getAccessesFromSelf().stream()
                                .filter(ArchitectureRules::writes)
                                .forEach(access ->
                                        events.add(SimpleConditionEvent.violated(type, access.getDescription())));
                    }
                }));
    }

    static ArchRule namesSayWhatAThingIs() {
        return classes().should().haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?");
    }

    static ArchRule everyPackageIsNullMarked() {
        return classes().should(condition("be in a package whose package-info is @NullMarked", (type, events) -> {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                events.add(SimpleConditionEvent.violated(
                        type, type.getPackageName() + " has no package-info with @NullMarked"));
            }
        }));
    }

    private static ArchRule onlyTheRoom(String room, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }

    private static boolean mayKnow(String from, String to) {
        return HALLS.contains(from)
                || from.equals(to)
                || to.equals("core")
                // An agent is a front door too: it reuses the data plane.
                || from.equals("agent") && to.equals("proxy");
    }

    /** Also method references, which are no calls. */
    private static boolean writes(JavaAccess<?> access) {
        return access.getTargetOwner().getName().equals(SWITCHBOARD)
                && !READERS.contains(access.getTarget().getName());
    }

    /** The first package below the root, or the empty string for the root itself. */
    private static String room(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "" : below.substring(1).split("\\.")[0];
    }

    private static String outermost(JavaClass type) {
        return type.getName().split("\\$")[0];
    }

    private interface Check {
        void on(JavaClass type, ConditionEvents events);
    }

    private static ArchCondition<JavaClass> condition(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.on(type, events);
            }
        };
    }
}
