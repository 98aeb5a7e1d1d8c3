package dev.tule.aws;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/** An API that the front door serves. */
public sealed interface ServedApi {

    /** The name in a signature's scope, such as {@code dynamodb}. */
    String signingName();

    /**
     * A service that implements the AWS SDK's synchronous client interface. Operations it doesn't
     * override are answered {@code 501 NotImplemented} by name.
     *
     * <p>Streams. The content of a streamed request can be read once; where it breaks a promise of
     * its signature, the read that notices throws, and the exception may pass through. A streamed
     * response outlives the call: a service closes its stream only if the transformer's {@code
     * needsConnectionLeftOpen()} is false, and gives a {@link FileBody} where it can.
     *
     * @param name the service's name, which is that of its facts file
     * @param client the SDK's client interface
     * @param instance the service object of an account and region; asked once for each and kept
     * @param permissions what a request needs to be allowed
     */
    record Sdk<C extends SdkClient>(
            String name,
            String signingName,
            Class<C> client,
            Function<AccountRegion, ? extends C> instance,
            Permissions permissions)
            implements ServedApi {}

    /**
     * An API older than the SDK, spoken as {@code X-Amz-Target: <prefix>.<operation>} with JSON
     * bodies, such as {@code DynamoDB_20111205}.
     *
     * @param errorNamespace what precedes the {@code #} in an error's {@code __type}
     * @param instance the operations of an account and region; asked once for each and kept
     * @param permissions what a request needs to be allowed
     */
    record Json(
            String targetPrefix,
            String signingName,
            String errorNamespace,
            Function<AccountRegion, JsonOperations> instance,
            JsonPermissions permissions)
            implements ServedApi {}

    /** All that a typed request needs to be allowed: at least one permission. */
    @FunctionalInterface
    interface Permissions {
        List<Permission> of(AccountRegion where, String operation, SdkRequest request);
    }

    /** All that a JSON request needs to be allowed: at least one permission. */
    @FunctionalInterface
    interface JsonPermissions {
        List<Permission> of(AccountRegion where, String operation, Map<String, Object> request);
    }

    /**
     * Operations over JSON objects: maps, lists, strings, booleans, nulls, and numbers as Long,
     * BigInteger or BigDecimal. An unknown operation throws UnsupportedOperationException.
     */
    @FunctionalInterface
    interface JsonOperations {
        Map<String, Object> call(String operation, Map<String, Object> request);
    }
}
