package dev.tule.aws.signature;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AwsFault;
import dev.tule.aws.BufferedBody;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.aws.RequestVerifier.Target;
import dev.tule.aws.RequestVerifier.Verified;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.SecretKey;

/**
 * Signature Version 4: "AWS Signature Version 4 for API requests" (IAM User Guide). Safe for use by
 * many threads.
 */
final class V4 {
    private static final String UNSIGNED_QUERY_PARAMETER = "X-Amz-Content-Sha256";

    /**
     * Headers that AWS lets go unsigned: the hash and the date are signed elsewhere, the token is
     * compared with the key's own, and the last says only which program asks.
     */
    private static final Set<String> MAY_BE_UNSIGNED =
            Set.of(Payload.HASH_HEADER, "x-amz-date", "x-amz-security-token", "x-amz-user-agent");

    private final Keyring keyring;
    private final SigningKeys signingKeys = new SigningKeys();

    V4(Keyring keyring) {
        this.keyring = keyring;
    }

    Verified verify(
            Request request, Target target, V4Claim claim, QueryParameters query, Instant now) {
        Refusals refusals = new Refusals(target.family());
        checkTime(claim, now, refusals);
        checkAllSigned(request.headers(), claim, refusals);
        List<String> payloads = payloads(request, target.family(), claim, query);
        CredentialScope credential = claim.credential();
        AccessKey key = keyring.find(credential.accessKeyId(), claim.token(), now, refusals);
        SecretKey signingKey = signingKeys.of(key, credential);
        V4Canonical canonical = canonical(request, target.family(), claim, query, payloads);
        if (!canonical.anyMatches(text -> matches(claim, text, signingKey))) {
            throw wrongSignature(claim, canonical.first(), refusals);
        }
        Optional<String> region = Optional.of(credential.region());
        Optional<String> service = Optional.of(credential.service());
        Payload payload = payload(request, target.family(), claim, payloads, signingKey);
        keyring.used(key, region, service, now);
        return new Verified(key.principal(), region, service, payload.body(), payload.trailers());
    }

    private static void checkTime(V4Claim claim, Instant now, Refusals refusals) {
        if (claim.lifetime().isEmpty()) {
            Duration apart = Duration.between(claim.time(), now).abs();
            if (apart.compareTo(Refusals.SKEW) > 0) {
                throw refusals.skewed(claim.time(), now);
            }
            return;
        }
        Instant end = claim.time().plus(claim.lifetime().orElseThrow());
        if (now.isAfter(end)) {
            throw refusals.presignedExpired(end, now);
        }
        if (claim.time().isAfter(now.plus(Refusals.SKEW))) {
            throw refusals.presignedEarly(claim.time(), now);
        }
    }

    /** Whoever adds a header that says what is to be done must have been able to sign it. */
    private static void checkAllSigned(Headers headers, V4Claim claim, Refusals refusals) {
        Set<String> signed = new HashSet<>(claim.signedHeaders());
        Set<String> unsigned = new TreeSet<>();
        for (Headers.Field field : headers.fields()) {
            if (field.name().regionMatches(true, 0, "x-amz-", 0, 6)) {
                String name = field.name().toLowerCase(Locale.ROOT);
                if (!signed.contains(name) && !MAY_BE_UNSIGNED.contains(name)) {
                    unsigned.add(name);
                }
            }
        }
        if (!unsigned.isEmpty()) {
            throw refusals.unsigned(String.join(", ", unsigned));
        }
    }

    /** What may stand as the canonical request's last line. */
    private static List<String> payloads(
            Request request, Family family, V4Claim claim, QueryParameters query) {
        if (family != Family.S3) {
            return List.of(Crypto.sha256Hex(read(request)));
        }
        Optional<String> declared = request.headers().first(Payload.HASH_HEADER);
        if (!claim.presigned()) {
            return List.of(
                    declared.orElseThrow(
                            () ->
                                    AwsFault.of(
                                            "InvalidRequest",
                                            400,
                                            "Missing required header for this request:"
                                                    + " x-amz-content-sha256")));
        }
        Optional<String> inQuery = query.first(UNSIGNED_QUERY_PARAMETER);
        if (inQuery.isPresent()) {
            return List.of(inQuery.get());
        }
        // Whoever may send anything may also say what they send: it is then held against them.
        return declared.map(hash -> List.of(hash, Payload.UNSIGNED))
                .orElse(List.of(Payload.UNSIGNED));
    }

    /** The body that the front door has read: unread, it would go unverified. */
    private static byte[] read(Request request) {
        if (request.body() instanceof BufferedBody body) {
            return body.bytes();
        }
        if (request.body().length().equals(OptionalLong.of(0))) {
            return new byte[0];
        }
        throw new IllegalStateException("a signed body must have been read before it is verified");
    }

    private static V4Canonical canonical(
            Request request,
            Family family,
            V4Claim claim,
            QueryParameters query,
            List<String> payloads) {
        try {
            List<String> hosts = HostNames.signed(request, family, claim.credential());
            return new V4Canonical(request, claim, query, hosts, payloads, family);
        } catch (UriText.Malformed e) {
            throw new Refusals(family).malformedUri();
        }
    }

    private static boolean matches(V4Claim claim, byte[] canonical, SecretKey key) {
        String signature = Crypto.hex(Crypto.mac(key, stringToSign(claim, canonical)));
        return Crypto.equal(signature, claim.signature());
    }

    private static String stringToSign(V4Claim claim, byte[] canonical) {
        return V4Claim.ALGORITHM
                + "\n"
                + claim.timestamp()
                + "\n"
                + claim.credential().scope()
                + "\n"
                + Crypto.sha256Hex(canonical);
    }

    /** S3 shows what it calculated with, so that authors of clients find their mistake. */
    private static AwsFault wrongSignature(V4Claim claim, String canonical, Refusals refusals) {
        AwsFault refusal = refusals.wrongSignature();
        if (refusals.family() != Family.S3) {
            return refusal;
        }
        String stringToSign = stringToSign(claim, canonical.getBytes(StandardCharsets.UTF_8));
        return refusal.with("AWSAccessKeyId", claim.credential().accessKeyId())
                .with("StringToSign", stringToSign)
                .with("SignatureProvided", claim.signature())
                .with("CanonicalRequest", SecretHeaders.hide(canonical));
    }

    private static Payload payload(
            Request request,
            Family family,
            V4Claim claim,
            List<String> payloads,
            SecretKey signingKey) {
        if (family != Family.S3) {
            return new Payload(request.body(), Headers::none);
        }
        Optional<Payload.ChunkSigning> signing =
                claim.presigned()
                        ? Optional.empty()
                        : Optional.of(() -> new ChunkSignatures(signingKey, claim));
        return Payload.of(request, payloads.getFirst(), signing);
    }
}
