package dev.tule.aws.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.facts.Facts;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts and the SDK's classes are two accounts of the same services: they have to meet. */
class FactsJoinTest {
    /**
     * Exceptions that the model hasn't, mostly for being newer: their code is their class's name.
     */
    private static final Map<String, Set<String>> ERRORS_LOST =
            Map.of(
                    "dynamodb",
                    Set.of(
                            "ExpiredIteratorException", // of DynamoDB Streams
                            "FailureException",
                            "ThrottlingException",
                            "TrimmedDataAccessException"), // of DynamoDB Streams
                    "s3",
                    Set.of(
                            "AccessDeniedException",
                            "AnnotationLimitExceededException",
                            "AnnotationNameTooLongException",
                            "IdempotencyParameterMismatchException",
                            "InvalidAnnotationNameException",
                            "InvalidPrefixException",
                            "NoSuchAnnotationException",
                            "UnsupportedMediaTypeException"),
                    "iam",
                    Set.of(
                            "FeatureDisabledException",
                            "FeatureEnabledException",
                            "NameConflictException",
                            "RoleModifiedException",
                            "RoleTemplateDisabledException"),
                    "sts",
                    Set.of(
                            "ExpiredTradeInTokenException",
                            "JwtPayloadSizeExceededException",
                            "OutboundWebIdentityFederationDisabledException",
                            "SessionDurationEscalationException"),
                    "rds",
                    Set.of("VpcEncryptionControlViolationException"),
                    "autoscaling",
                    Set.of("IdempotentParameterMismatchErrorException"),
                    "cloudwatch",
                    Set.of(
                            "ConflictException",
                            "KmsAccessDeniedException",
                            "KmsKeyDisabledException",
                            "KmsKeyNotFoundException",
                            "ResourceConflictException"),
                    "lambda",
                    Set.of(
                            "CallbackTimeoutException",
                            "CapacityProviderLimitExceededException",
                            "DurableExecutionAlreadyStartedException",
                            "FunctionVersionsPerCapacityProviderLimitExceededException",
                            "NoPublishedVersionException",
                            "SerializedRequestEntityTooLargeException"));

    /**
     * Operations that the SDK's synchronous client lacks: event streams, and one long deprecated.
     */
    private static final Map<String, Set<String>> OPERATIONS_LOST =
            Map.of(
                    "s3",
                    Set.of("SelectObjectContent"),
                    "lambda",
                    Set.of("InvokeAsync", "InvokeWithResponseStream"));

    static Stream<Everything.Service> services() {
        return Everything.SERVICES.stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyConstraintFindsItsMember(Everything.Service service) {
        Facts facts = Facts.of(service.name());
        Set<String> lost = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        for (Operation operation : Everything.operations(service)) {
            Facts.OperationFacts known = facts.operations().get(operation.name());
            if (known != null && known.input().isPresent()) {
                Shape shape = Shape.of(operation.newRequest());
                walk(facts, known.input().get(), shape, seen, lost);
            }
        }
        assertThat(seen).isNotEmpty();
        assertThat(lost).isEmpty();
    }

    private static void walk(
            Facts facts, String name, Shape shape, Set<String> seen, Set<String> lost) {
        if (!seen.add(name + " " + shape.name())) {
            return;
        }
        if (!(facts.constraints().get(name) instanceof Facts.Structure structure)) {
            lost.add(name);
            return;
        }
        for (Facts.MemberFacts member : structure.members()) {
            List<Member> found =
                    shape.members().stream()
                            .filter(
                                    m ->
                                            m.name().equalsIgnoreCase(member.name())
                                                    || m.requestName()
                                                            .equalsIgnoreCase(member.name()))
                            .toList();
            if (found.isEmpty()) {
                lost.add(name + "." + member.name());
            } else {
                member.shape().ifPresent(s -> below(facts, s, found.getFirst(), seen, lost));
            }
        }
    }

    private static void below(
            Facts facts, String name, Member member, Set<String> seen, Set<String> lost) {
        switch (facts.constraints().get(name)) {
            case null -> lost.add(name);
            case Facts.Simple _ -> {}
            case Facts.ListOf list ->
                    list.element().ifPresent(e -> below(facts, e, member.element(), seen, lost));
            case Facts.MapOf map ->
                    map.value().ifPresent(v -> below(facts, v, member.element(), seen, lost));
            case Facts.Structure _ -> walk(facts, name, member.shape(), seen, lost);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyOperationOfTheModelIsInTheSdk(Everything.Service service) {
        Set<String> operations = new TreeSet<>(Facts.of(service.name()).operations().keySet());
        Everything.operations(service).forEach(operation -> operations.remove(operation.name()));
        assertThat(operations).isEqualTo(OPERATIONS_LOST.getOrDefault(service.name(), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyExceptionHasItsCodeAndStatus(Everything.Service service) throws Exception {
        Facts facts = Facts.of(service.name());
        Set<String> lost = new TreeSet<>();
        for (String exception : exceptions(service)) {
            if (!facts.errors().containsKey(Facts.errorKey(exception))) {
                lost.add(exception);
            }
        }
        assertThat(lost).isEqualTo(ERRORS_LOST.getOrDefault(service.name(), Set.of()));
    }

    private static List<String> exceptions(Everything.Service service)
            throws IOException, URISyntaxException {
        String base = service.api().getSimpleName().replaceFirst("Client$", "Exception");
        String model = service.api().getPackageName().replace('.', '/') + "/model/";
        Path jar =
                Path.of(service.api().getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile classes = new JarFile(jar.toFile())) {
            return classes.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(model) && name.endsWith("Exception.class"))
                    .map(name -> name.substring(model.length(), name.length() - 6))
                    .filter(name -> !name.contains("$") && !name.equals(base))
                    .toList();
        }
    }
}
