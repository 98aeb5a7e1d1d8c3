package dev.tule.aws.routing;

import dev.tule.http.Request;
import java.util.Optional;

/**
 * What a request's signature says it is for, not yet verified (AWS General Reference, "Elements of
 * an AWS API request signature": the credential scope).
 *
 * @param region such as {@code us-east-1}
 * @param service such as {@code dynamodb}
 */
public record ClaimedScope(String region, String service) {
    private static final String CREDENTIAL = "Credential=";

    /** The scope of a SigV4 signature in header or query; empty where there is none. */
    public static Optional<ClaimedScope> of(Request request, Parameters query) {
        Optional<String> header = request.headers().first("Authorization");
        if (header.isPresent()) {
            int at = header.get().indexOf(CREDENTIAL);
            if (!header.get().startsWith("AWS4-") || at < 0) {
                return Optional.empty();
            }
            String rest = header.get().substring(at + CREDENTIAL.length());
            int comma = rest.indexOf(',');
            return scope(comma < 0 ? rest : rest.substring(0, comma));
        }
        return query.first("X-Amz-Credential").flatMap(ClaimedScope::scope);
    }

    /** Of {@code AKID/20261122/us-east-1/dynamodb/aws4_request}. */
    private static Optional<ClaimedScope> scope(String credential) {
        String[] parts = credential.strip().split("/", -1);
        int last = parts.length - 1;
        return last < 4
                ? Optional.empty()
                : Optional.of(new ClaimedScope(parts[last - 2], parts[last - 1]));
    }

    /** Whether the request carries a signature of any kind. */
    public static boolean isSigned(Request request, Parameters query) {
        return request.headers().contains("Authorization")
                || query.contains("X-Amz-Credential")
                || query.contains("X-Amz-Signature")
                || (query.contains("Signature") && query.contains("AWSAccessKeyId"));
    }

    /** Whether it is signed with SigV2 in a header, which only S3 knows. */
    public static boolean isS3V2(Request request, Parameters query) {
        return request.headers()
                        .first("Authorization")
                        .filter(a -> a.startsWith("AWS "))
                        .isPresent()
                || (query.contains("Signature")
                        && query.contains("AWSAccessKeyId")
                        && !query.contains("Action"));
    }
}
