package dev.tule.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The house stays as ARCHITECTURE.md draws it: arrows point down only. */
class ArchitectureTest {
    private static final JavaClasses TULE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.tule");

    private static final String[] AWS_SERVICES = {
        "dev.tule.acm..",
        "dev.tule.iam..",
        "dev.tule.s3..",
        "dev.tule.dynamodb..",
        "dev.tule.ec2..",
        "dev.tule.rds..",
        "dev.tule.cloudwatch..",
        "dev.tule.autoscaling..",
        "dev.tule.elb.."
    };

    /** Modules that are run while Tule is made, and are no part of it. */
    private static final Set<String> TOOLS = Set.of("bench", "aws-facts", "mtv-compiler");

    /** What knows nothing of AWS and is useful alone. */
    private static final String[] GROUND = {
        "dev.tule.compute..",
        "dev.tule.containers..",
        "dev.tule.engines..",
        "dev.tule.http..",
        "dev.tule.mtv..",
        "dev.tule.store..",
        "dev.tule.vnet..",
        "dev.tule.wamp.."
    };

    /** Public for one another, not for those who use the router. */
    private static final String[] INNER_ROOMS = {
        "dev.tule.wamp.router.broker",
        "dev.tule.wamp.router.connection",
        "dev.tule.wamp.router.dealer",
        "dev.tule.wamp.router.delivery",
        "dev.tule.wamp.router.matching",
        "dev.tule.wamp.router.means",
        "dev.tule.wamp.router.meta",
        "dev.tule.wamp.router.realm",
        "dev.tule.wamp.router.session",
        "dev.tule.wamp.router.transport"
    };

    static final List<String> SERVICES = List.of(AWS_SERVICES);

    @Test
    void onlyHttpKnowsVertxAndNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tule.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(TULE);
    }

    @Test
    void onlyTheStoreKnowsRocksDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tule.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .check(TULE);
    }

    @Test
    void theGroundFloorKnowsNothingOfAws() {
        noClasses()
                .that()
                .resideInAnyPackage(GROUND)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "dev.tule.aws..")
                .check(TULE);
    }

    @Test
    void theGroundFloorKnowsNothingAboveIt() {
        noClasses()
                .that()
                .resideInAnyPackage(GROUND)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AWS_SERVICES)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tule.console..", "dev.tule.demo..", "dev.tule.server..")
                .check(TULE);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.tule.http..", "dev.tule.mtv..", "dev.tule.store..", "dev.tule.vnet..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tule.wamp..")
                .check(TULE);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void servicesDoNotImportOneAnother(String service) {
        String[] others =
                SERVICES.stream().filter(other -> !other.equals(service)).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tule.wamp..", "dev.tule.console..", "dev.tule.server..")
                .allowEmptyShould(true)
                .check(TULE);
    }

    @Test
    void theFrontDoorDoesNotKnowTheServicesBehindIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.tule.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AWS_SERVICES)
                .check(TULE);
    }

    @Test
    void theDemonstrationIsWrittenAsAUserWouldWriteIt() {
        classes()
                .that()
                .resideInAPackage("dev.tule.demo..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.tule.demo..",
                        "dev.tule.wamp",
                        "dev.tule.wamp.client",
                        "software.amazon.awssdk..",
                        "java..",
                        "org.jspecify.annotations")
                .check(TULE);
    }

    @Test
    void theConsoleReachesStoredDataThroughTheSdkAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.tule.console..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(AWS_SERVICES)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tule.aws..", "dev.tule.store..", "dev.tule.wamp..")
                .check(TULE);
    }

    @Test
    void nothingDependsOnTheCompositionRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tule.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tule.server..")
                .check(TULE);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("dev.tule.(*)..").should().beFreeOfCycles().check(TULE);
    }

    @Test
    void theRoomsOfTheRouterHaveNoCycles() {
        slices().matching("dev.tule.wamp.(router).(*)").should().beFreeOfCycles().check(TULE);
        noClasses()
                .that()
                .resideInAPackage("dev.tule.wamp.router.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tule.wamp.router")
                .check(TULE);
    }

    @Test
    void theRouterIsUsedByItsFrontRooms() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tule.wamp.router..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INNER_ROOMS)
                .check(TULE);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked =
                TULE.stream()
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(found -> !isNullMarked(found))
                        .map(JavaPackage::getName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unmarked).isEmpty();
    }

    @Test
    void everyModuleIsLookedAt() throws IOException {
        List<String> modules;
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            modules =
                    folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !TOOLS.contains(name))
                            .toList();
        }

        for (String module : modules) {
            String root = "dev.tule." + module.replace('-', '.');
            assertThat(TULE.stream().map(JavaClass::getPackageName))
                    .as("classes of the module " + module)
                    .anyMatch(name -> name.equals(root) || name.startsWith(root + "."));
        }
    }

    private static boolean isNullMarked(JavaPackage found) {
        return found.isAnnotatedWith(NullMarked.class);
    }
}
