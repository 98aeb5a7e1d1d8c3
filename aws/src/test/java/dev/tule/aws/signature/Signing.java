package dev.tule.aws.signature;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AccessKeys;
import dev.tule.aws.AwsFault;
import dev.tule.aws.BufferedBody;
import dev.tule.aws.Principal;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.aws.RequestVerifier.Target;
import dev.tule.aws.RequestVerifier.Verified;
import dev.tule.http.Body;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** What the tests of signatures share: a key, a clock that stands still, and wire requests. */
final class Signing {
    static final String ID = "AKIDEXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
    static final Principal ALICE =
            new Principal(
                    Principal.Kind.USER,
                    "000000000000",
                    "arn:aws:iam::000000000000:user/alice",
                    "AIDAALICE");
    static final AccessKey KEY = new AccessKey(ID, SECRET, ALICE, true, null, null);

    private Signing() {}

    /** A verifier that knows some keys, at a time. */
    static SignatureVerifier verifier(Instant now, AccessKey... keys) {
        Map<String, AccessKey> known = new ConcurrentHashMap<>();
        for (AccessKey key : keys) {
            known.put(key.id(), key);
        }
        AccessKeys find = id -> Optional.ofNullable(known.get(id));
        return new SignatureVerifier(find, () -> now);
    }

    static Target target(Family family) {
        return new Target(family, Optional.empty(), family == Family.S3);
    }

    /** A request as it comes over the wire. */
    static Request request(String method, String target, Headers headers, byte[] body) {
        return wire(method, target, headers, new WireBody(body));
    }

    /** A request whose body the front door has read. */
    static Request buffered(String method, String target, Headers headers, String body) {
        return wire(
                method, target, headers, new BufferedBody(body.getBytes(StandardCharsets.UTF_8)));
    }

    static Request wire(String method, String target, Headers headers, Body body) {
        int question = target.indexOf('?');
        return new Request(
                method,
                "http",
                headers.first("host").orElse(""),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                body,
                InetSocketAddress.createUnresolved("client.example", 50_000));
    }

    /** Verifies, and reads the body to its end as a service would. */
    static byte[] verifyAndRead(SignatureVerifier verifier, Request request, Family family) {
        try {
            Verified verified = verifier.verify(request, target(family));
            if (verified.principal().kind() == Principal.Kind.ANONYMOUS) {
                throw AwsFault.of("AccessDenied", 403, "nobody signed");
            }
            return verified.body().stream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A body that is still on the wire. */
    record WireBody(InputStream stream, OptionalLong length) implements Body {
        WireBody(byte[] bytes) {
            this(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
        }
    }
}
