package dev.tule.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AwsFault;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.aws.RequestVerifier.Target;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each cause is refused with the code and status of each family of services. */
class RefusalsTest {
    private final SignatureVerifier verifier = Signing.verifier(Signing.NOW, Signing.KEY);

    @ParameterizedTest
    @CsvSource({
        "S3,SignatureDoesNotMatch,403",
        "QUERY,SignatureDoesNotMatch,403",
        "EC2,AuthFailure,401",
        "JSON,InvalidSignatureException,400"
    })
    void aWrongSignature(Family family, String code, int status) {
        Headers signed = sign(family, Signing.NOW);
        AwsFault fault = refusal(verifier, altered(signed, "Signature=", "Signature=0"), family);
        assertFault(fault, code, status);
        assertThat(fault.elements().toString() + fault.getMessage()).doesNotContain(Signing.SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "S3,InvalidAccessKeyId,403",
        "QUERY,InvalidClientTokenId,403",
        "EC2,AuthFailure,401",
        "JSON,UnrecognizedClientException,400"
    })
    void anUnknownOrDisabledKey(Family family, String code, int status) {
        Headers signed = sign(family, Signing.NOW);
        assertFault(refusal(Signing.verifier(Signing.NOW), signed, family), code, status);
        AccessKey disabled =
                new AccessKey(Signing.ID, Signing.SECRET, Signing.ALICE, false, null, null);
        assertFault(refusal(Signing.verifier(Signing.NOW, disabled), signed, family), code, status);
    }

    @ParameterizedTest
    @CsvSource({
        "S3,RequestTimeTooSkewed,403,RequestTimeTooSkewed,403",
        "QUERY,SignatureDoesNotMatch,403,SignatureDoesNotMatch,403",
        "EC2,RequestExpired,400,AuthFailure,401",
        "JSON,InvalidSignatureException,400,InvalidSignatureException,400"
    })
    void aDateTooFarOff(
            Family family, String lateCode, int lateStatus, String earlyCode, int earlyStatus) {
        Duration tolerated = Duration.ofMinutes(15);
        Headers signed = sign(family, Signing.NOW);
        for (Instant now :
                new Instant[] {Signing.NOW.plus(tolerated), Signing.NOW.minus(tolerated)}) {
            assertThat(
                            Signing.verifier(now, Signing.KEY)
                                    .verify(request(signed, family), Signing.target(family))
                                    .principal())
                    .isEqualTo(Signing.ALICE);
        }
        Instant late = Signing.NOW.plus(tolerated).plusSeconds(1);
        assertFault(
                refusal(Signing.verifier(late, Signing.KEY), signed, family), lateCode, lateStatus);
        Instant early = Signing.NOW.minus(tolerated).minusSeconds(1);
        assertFault(
                refusal(Signing.verifier(early, Signing.KEY), signed, family),
                earlyCode,
                earlyStatus);
    }

    @Test
    void anOldSignatureSaysSinceWhen() {
        Instant late = Signing.NOW.plus(Duration.ofMinutes(16));
        AwsFault fault =
                refusal(
                        Signing.verifier(late, Signing.KEY),
                        sign(Family.QUERY, Signing.NOW),
                        Family.QUERY);
        assertThat(fault.awsErrorDetails().errorMessage())
                .isEqualTo(
                        "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z"
                                + " (20150830T125200Z - 15 min.)");
    }

    @ParameterizedTest
    @CsvSource({
        "S3,InvalidToken,400,ExpiredToken,400,InvalidAccessKeyId,403",
        "QUERY,InvalidClientTokenId,403,ExpiredToken,403,InvalidClientTokenId,403",
        "EC2,AuthFailure,401,RequestExpired,400,AuthFailure,401",
        "JSON,UnrecognizedClientException,400,ExpiredTokenException,400,UnrecognizedClientException,400"
    })
    void aTokenThatIsWrongOrEndedOrMissing(
            Family family,
            String wrong,
            int wrongStatus,
            String ended,
            int endedStatus,
            String missing,
            int missingStatus) {
        AccessKey session =
                new AccessKey(
                        Signing.ID,
                        Signing.SECRET,
                        Signing.ALICE,
                        true,
                        "token",
                        Signing.NOW.plusSeconds(60));
        Headers other = sign(family, Signing.NOW, "X-Amz-Security-Token", "other");
        Headers token = sign(family, Signing.NOW, "X-Amz-Security-Token", "token");
        Headers none = sign(family, Signing.NOW);
        SignatureVerifier now = Signing.verifier(Signing.NOW, session);
        assertFault(refusal(now, other, family), wrong, wrongStatus);
        assertFault(refusal(now, none, family), missing, missingStatus);
        assertFault(refusal(verifier, token, family), wrong, wrongStatus);
        SignatureVerifier later = Signing.verifier(Signing.NOW.plusSeconds(60), session);
        assertFault(refusal(later, token, family), ended, endedStatus);
    }

    @ParameterizedTest
    @CsvSource({
        "S3,AccessDenied,403",
        "QUERY,MissingAuthenticationToken,403",
        "EC2,MissingAuthenticationToken,403",
        "JSON,MissingAuthenticationTokenException,400"
    })
    void noSignatureAtAll(Family family, String code, int status) {
        Headers none = Headers.of("Host", "localhost");
        Target strict = new Target(family, Optional.empty(), false);
        assertFault(
                catchThrowableOfType(
                        AwsFault.class, () -> verifier.verify(request(none, family), strict)),
                code,
                status);
    }

    @Test
    void anUnsignedRequestIsNobodysWhereThatIsAllowed() {
        var verified =
                verifier.verify(
                        request(Headers.of("Host", "localhost"), Family.S3),
                        new Target(Family.S3, Optional.empty(), true));
        assertThat(verified.principal()).isEqualTo(SignatureVerifier.ANONYMOUS);
        assertThat(verified.region()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "S3,AuthorizationHeaderMalformed,400",
        "QUERY,IncompleteSignature,400",
        "EC2,IncompleteSignature,400",
        "JSON,IncompleteSignatureException,400"
    })
    void aHeaderThatCannotBeRead(Family family, String code, int status) {
        Headers signed = sign(family, Signing.NOW);
        for (String[] change :
                new String[][] {
                    {"Credential=", "Credential:"},
                    {"/aws4_request", "/aws3_request"},
                    {"/20150830/", "/20150831/"},
                    {"/20150830/", "/2015083/"},
                    {"SignedHeaders=", "Headers="},
                    {"SignedHeaders=", "SignedHeaders=;"},
                    {"SignedHeaders=", "SignedHeaders=host;"},
                    {"host", "hos"},
                    {"Signature=", "Signature=0, Signature="},
                    {", Signature=", " "},
                    // what a careless router would take for the scope
                    {"Credential=", "XCredential=a/20150830/r/iam/aws4_request, Credential="},
                    {"Credential=", "Other=Credential=a/20150830/r/iam/aws4_request,Credential="},
                    {"SignedHeaders=", "SignedHeaders=Credential=a;"},
                }) {
            assertFault(
                    refusal(verifier, altered(signed, change[0], change[1]), family), code, status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AWS4-ECDSA-P256-SHA256 Credential=a,JSON",
        "AWS3-HTTPS AWSAccessKeyId=a,QUERY",
        "AWS4-ECDSA-P256-SHA256 Credential=a,S3"
    })
    void aSchemeThatIsNotServedIsNamed(String authorization, Family family) {
        Headers headers = Headers.of("Host", "localhost", "Authorization", authorization);
        assertFault(refusal(verifier, headers, family), "NotImplemented", 501);
    }

    @Test
    void anotherSchemeIsRefusedWithoutRepeatingIt() {
        Headers headers = Headers.of("Host", "localhost", "Authorization", "Basic c2VjcmV0");
        for (Family family : Family.values()) {
            AwsFault fault = refusal(verifier, headers, family);
            assertThat(fault.statusCode()).isEqualTo(400);
            assertThat(fault.getMessage() + fault.elements()).doesNotContain("c2VjcmV0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "AWS", "AWS ", "AWS :", "AWS4", "AWS4-HMAC-SHA256", "AWS3"})
    void aSchemeAloneIsRefused(String authorization) {
        Headers headers =
                Headers.of(
                        "Host",
                        "localhost",
                        "X-Amz-Date",
                        "20150830T123600Z",
                        "Authorization",
                        authorization);
        for (Family family : Family.values()) {
            assertThat(refusal(verifier, headers, family).statusCode()).isBetween(400, 501);
        }
    }

    @Test
    void twoSignaturesAreOneTooMany() {
        Headers signed = sign(Family.S3, Signing.NOW);
        Request request = Signing.request("GET", "/?X-Amz-Algorithm=a", signed, new byte[0]);
        assertFault(
                catchThrowableOfType(
                        AwsFault.class, () -> verifier.verify(request, Signing.target(Family.S3))),
                "InvalidArgument",
                400);
        String second = signed.first("authorization").orElseThrow();
        Headers.Builder twice = Headers.builder();
        signed.fields().forEach(f -> twice.add(f.name(), f.value()));
        assertFault(
                refusal(verifier, twice.add("authorization", second).build(), Family.S3),
                "InvalidArgument",
                400);
    }

    @ParameterizedTest
    @CsvSource({
        "S3,AccessDenied,403",
        "QUERY,SignatureDoesNotMatch,403",
        "EC2,AuthFailure,401",
        "JSON,InvalidSignatureException,400"
    })
    void anAmazonHeaderThatWasNotSigned(Family family, String code, int status) {
        Headers.Builder more = Headers.builder();
        sign(family, Signing.NOW).fields().forEach(f -> more.add(f.name(), f.value()));
        assertFault(
                refusal(verifier, more.add("X-Amz-Target", "DeleteAll").build(), family),
                code,
                status);
    }

    @ParameterizedTest
    @CsvSource({"604801,400", "-1,400", "x,400", "99999999999,400"})
    void aPresignedLifetimeThatIsNotOne(String expires, int status) {
        String target =
                "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2F20150830%2Fr%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host&X-Amz-Signature=0&X-Amz-Expires=";
        Headers host = Headers.of("Host", "localhost");
        AwsFault fault =
                catchThrowableOfType(
                        AwsFault.class,
                        () ->
                                verifier.verify(
                                        Signing.request("GET", target + expires, host, new byte[0]),
                                        Signing.target(Family.S3)));
        assertFault(fault, "AuthorizationQueryParametersError", status);
    }

    @Test
    void s3ShowsWhatItSignedButNoSecret() {
        Headers signed =
                sign(
                        Family.S3,
                        Signing.NOW,
                        "x-amz-security-token",
                        "the-token",
                        "x-amz-server-side-encryption-customer-key",
                        "the-key");
        AccessKey session =
                new AccessKey(Signing.ID, Signing.SECRET, Signing.ALICE, true, "the-token", null);
        AwsFault fault =
                refusal(
                        Signing.verifier(Signing.NOW, session),
                        altered(signed, "Signature=", "Signature=0"),
                        Family.S3);
        assertThat(fault.elements())
                .containsKeys("AWSAccessKeyId", "StringToSign", "SignatureProvided")
                .hasEntrySatisfying(
                        "CanonicalRequest",
                        text ->
                                assertThat(text)
                                        .contains("x-amz-security-token:...")
                                        .doesNotContain("the-token", "the-key"));
    }

    @Test
    void anS3RequestMustSayWhatItsPayloadIs() {
        Headers noHash =
                TestSigner.sign(
                        "GET",
                        "/",
                        "",
                        Headers.of("Host", "localhost"),
                        "s3",
                        Crypto.EMPTY_SHA256,
                        Signing.NOW);
        assertFault(refusal(verifier, noHash, Family.S3), "InvalidRequest", 400);
        Headers noSense =
                TestSigner.sign(
                        "GET",
                        "/",
                        "",
                        Headers.of("Host", "localhost", "x-amz-content-sha256", "none"),
                        "s3",
                        "none",
                        Signing.NOW);
        assertFault(refusal(verifier, noSense, Family.S3), "InvalidArgument", 400);
    }

    private static Headers sign(Family family, Instant time, String... more) {
        Headers.Builder headers = Headers.builder().add("Host", "localhost");
        if (family == Family.S3) {
            headers.add("x-amz-content-sha256", Crypto.EMPTY_SHA256);
        }
        for (int i = 0; i < more.length; i += 2) {
            headers.add(more[i], more[i + 1]);
        }
        return TestSigner.sign(
                "GET", "/", "", headers.build(), "service", Crypto.EMPTY_SHA256, time);
    }

    private static Headers altered(Headers headers, String part, String by) {
        Headers.Builder altered = Headers.builder();
        headers.fields()
                .forEach(
                        f ->
                                altered.add(
                                        f.name(),
                                        f.name().equals("Authorization")
                                                ? f.value().replace(part, by)
                                                : f.value()));
        return altered.build();
    }

    private static Request request(Headers headers, Family family) {
        return family == Family.S3
                ? Signing.request("GET", "/", headers, new byte[0])
                : Signing.buffered("GET", "/", headers, "");
    }

    private static AwsFault refusal(SignatureVerifier verifier, Headers headers, Family family) {
        return catchThrowableOfType(
                AwsFault.class,
                () -> verifier.verify(request(headers, family), Signing.target(family)));
    }

    private static void assertFault(AwsFault fault, String code, int status) {
        assertThat(fault).isNotNull();
        assertThat(fault.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(fault.statusCode()).isEqualTo(status);
    }
}
