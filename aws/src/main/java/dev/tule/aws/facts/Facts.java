package dev.tule.aws.facts;

import dev.tule.aws.routing.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The facts of one service.
 *
 * @param service its name, which is that of its file
 * @param shapeName the service's shape: the X-Amz-Target prefix, and rpcv2Cbor's service name
 * @param namespace what precedes the {@code #} of a JSON error's type
 * @param version the API's date
 * @param protocols as Smithy names them
 * @param xmlNamespace of its answers in XML
 * @param operations by name
 * @param errors by {@link #errorKey}
 * @param constraints by shape name
 */
public record Facts(
        String service,
        String shapeName,
        String namespace,
        String version,
        Set<String> protocols,
        Optional<String> xmlNamespace,
        Map<String, OperationFacts> operations,
        Map<String, ErrorFacts> errors,
        Map<String, Constraint> constraints) {

    /**
     * @param input the name of its input's structure, where that constrains anything
     * @param unsigned whether it needs no signature
     * @param root the root element of its answer in restXml
     */
    public record OperationFacts(
            String name,
            Optional<String> input,
            boolean unsigned,
            Optional<Route> route,
            Optional<String> root) {}

    /**
     * @param name in the model, and in JSON protocols
     * @param code in query services
     */
    public record ErrorFacts(String name, int status, String code) {}

    /** What a shape demands of its values. */
    public sealed interface Constraint {}

    /** Of strings, blobs and numbers. */
    public record Simple(
            Optional<Bounds> length,
            Optional<Bounds> range,
            List<String> values,
            Optional<Expression> pattern)
            implements Constraint {}

    /** Of lists; the element's shape where that constrains anything. */
    public record ListOf(Optional<String> element, Optional<Bounds> length) implements Constraint {}

    /** Of maps. */
    public record MapOf(Optional<String> key, Optional<String> value, Optional<Bounds> length)
            implements Constraint {}

    /** Of structures: the members of which something is demanded. */
    public record Structure(List<MemberFacts> members) implements Constraint {}

    /**
     * @param shape the member's shape, where that constrains anything
     */
    public record MemberFacts(String name, Optional<String> shape, boolean required) {}

    /** Inclusive bounds; either may be open. */
    public record Bounds(Optional<java.math.BigDecimal> min, Optional<java.math.BigDecimal> max) {}

    /** The facts of that service. */
    public static Facts of(String service) {
        return FactsFile.read(service);
    }

    /**
     * The key under which an error is found by its SDK exception class: the SDK gives every name
     * one form ({@code DBInstanceNotFoundFault} becomes {@code DbInstanceNotFoundException}).
     */
    public static String errorKey(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace(".", "");
        for (String suffix : List.of("exception", "fault")) {
            if (plain.endsWith(suffix)) {
                return plain.substring(0, plain.length() - suffix.length());
            }
        }
        return plain;
    }

    /** Whether query forms are among its protocols, of today or before. */
    public boolean speaksQuery() {
        return protocols.contains("awsQuery")
                || protocols.contains("ec2Query")
                || protocols.contains("awsQueryCompatible");
    }
}
