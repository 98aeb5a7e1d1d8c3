package dev.tule.aws.signature;

import dev.tule.aws.AccessKeys;
import dev.tule.aws.BufferedBody;
import dev.tule.aws.Principal;
import dev.tule.aws.RequestVerifier;
import dev.tule.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Verifies Signature Version 4 (header and presigned, S3's chunked uploads and their trailers) and
 * Version 2 (query services; S3's header and presigned). Versions 4A, 3 and 1 are refused by name
 * with {@code 501 NotImplemented}.
 *
 * <p>A request may be up to fifteen minutes off the clock; within them it could be sent twice, as
 * with AWS. Two things are checked against tampering while a body is read, and so after {@link
 * #verify} has returned: S3's declared hash, and chunks with their trailers; see {@link
 * RequestVerifier.Verified}. Safe for use by many threads.
 */
public final class SignatureVerifier implements RequestVerifier {
    /** The principal of requests that nobody signed. */
    public static final Principal ANONYMOUS =
            new Principal(Principal.Kind.ANONYMOUS, "", "", "anonymous");

    private final InstantSource clock;
    private final V4 v4;
    private final V2Query v2Query;
    private final V2S3 v2S3;

    /**
     * @param keys asked once for each signed request
     * @param clock the time that dates are measured against
     */
    public SignatureVerifier(AccessKeys keys, InstantSource clock) {
        this.clock = clock;
        Keyring keyring = new Keyring(keys);
        this.v4 = new V4(keyring);
        this.v2Query = new V2Query(keyring);
        this.v2S3 = new V2S3(keyring);
    }

    @Override
    public Verified verify(Request request, Target target) {
        Refusals refusals = new Refusals(target.family());
        Instant now = clock.instant();
        QueryParameters query = parse(request.rawQuery(), refusals);
        List<String> authorization = request.headers().all("authorization");
        boolean inQuery =
                query.contains("X-Amz-Algorithm")
                        || (target.family() == Family.S3 && query.contains("Signature"));
        if (authorization.size() > 1 || (inQuery && !authorization.isEmpty())) {
            throw refusals.twoSchemes();
        }
        if (!authorization.isEmpty()) {
            return byHeader(request, target, authorization.getFirst(), query, now);
        }
        if (query.contains("X-Amz-Algorithm") || query.contains(V4Claim.SIGNATURE_PARAMETER)) {
            return presigned(request, target, query, now);
        }
        if (target.family() == Family.S3) {
            if (query.contains("AWSAccessKeyId") || query.contains("Signature")) {
                return v2S3.presigned(request, target, query, now);
            }
        } else if (target.family() != Family.JSON) {
            QueryParameters parameters = query.and(form(request, refusals));
            if (parameters.contains("Signature") || parameters.contains("AWSAccessKeyId")) {
                return v2Query.verify(request, target, parameters, now);
            }
        }
        if (request.headers().contains("x-amzn-authorization")) {
            throw Refusals.notImplemented("Signature Version 3");
        }
        return unsigned(request, target, refusals);
    }

    private Verified byHeader(
            Request request,
            Target target,
            String authorization,
            QueryParameters query,
            Instant now) {
        Refusals refusals = new Refusals(target.family());
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? authorization : authorization.substring(0, space);
        if (scheme.equals(V4Claim.ALGORITHM)) {
            V4Claim claim = V4Claim.ofHeader(authorization, request.headers(), refusals);
            return v4.verify(request, target, claim, query, now);
        }
        if (scheme.equals("AWS") && target.family() == Family.S3) {
            return v2S3.header(request, target, authorization, query, now);
        }
        if (scheme.startsWith("AWS3")) {
            throw Refusals.notImplemented("Signature Version 3");
        }
        if (scheme.startsWith("AWS4-ECDSA")) {
            throw Refusals.notImplemented("Signature Version 4A");
        }
        throw refusals.unsupportedScheme();
    }

    private Verified presigned(Request request, Target target, QueryParameters query, Instant now) {
        Refusals refusals = new Refusals(target.family());
        String algorithm = query.first("X-Amz-Algorithm").orElse("");
        if (algorithm.startsWith("AWS4-ECDSA")) {
            throw Refusals.notImplemented("Signature Version 4A");
        }
        if (!algorithm.equals(V4Claim.ALGORITHM)) {
            throw refusals.malformedQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }
        return v4.verify(request, target, V4Claim.ofQuery(query, refusals), query, now);
    }

    private static Verified unsigned(Request request, Target target, Refusals refusals) {
        if (!target.unsignedAllowed()) {
            throw refusals.missing();
        }
        Payload payload = Payload.declared(request);
        return new Verified(
                ANONYMOUS, Optional.empty(), Optional.empty(), payload.body(), payload.trailers());
    }

    private static QueryParameters form(Request request, Refusals refusals) {
        boolean isForm =
                request.headers()
                        .first("content-type")
                        .map(type -> type.toLowerCase(Locale.ROOT))
                        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                        .isPresent();
        return isForm && request.body() instanceof BufferedBody body
                ? parse(new String(body.bytes(), StandardCharsets.UTF_8), refusals)
                : parse("", refusals);
    }

    private static QueryParameters parse(String raw, Refusals refusals) {
        try {
            return QueryParameters.parse(raw);
        } catch (UriText.Malformed e) {
            throw refusals.malformedUri();
        }
    }
}
