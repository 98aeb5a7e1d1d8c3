package dev.tule.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the facts need of a service model, whichever form it was published in.
 *
 * @param shapeName the service's shape, which is also its X-Amz-Target prefix
 * @param namespace what precedes the {@code #} in a JSON error's type
 * @param version the API's date
 * @param protocols Smithy's names: awsJson1_0, awsQuery, ec2Query, restXml...
 * @param shapes by name
 */
record Model(
        String shapeName,
        String namespace,
        String version,
        List<String> protocols,
        Optional<String> xmlNamespace,
        List<Operation> operations,
        List<ErrorShape> errors,
        Map<String, Shape> shapes) {

    /**
     * @param input the name of its input's structure
     * @param route of a REST operation
     * @param root the root element of a restXml answer
     * @param unsigned whether it needs no signature
     */
    record Operation(
            String name,
            Optional<String> input,
            Optional<Route> route,
            Optional<String> root,
            boolean unsigned) {}

    /**
     * @param query parameters that must be there
     * @param headers fields that must be there
     */
    record Route(String method, String uri, List<String> query, List<String> headers) {}

    /**
     * @param code on the wire of query services, where it differs from the name
     */
    record ErrorShape(String name, int status, Optional<String> code) {}

    /** A shape that may constrain its values. */
    sealed interface Shape {}

    /** A string or number: constraints as they stand in the facts file, in order. */
    record Simple(List<String> constraints) implements Shape {}

    record ListOf(String element, List<String> constraints) implements Shape {}

    record MapOf(String key, String value, List<String> constraints) implements Shape {}

    record Structure(List<Member> members) implements Shape {}

    record Member(String name, String target, boolean required) {}
}
