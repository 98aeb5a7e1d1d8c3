package dev.tule.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AwsFault;
import dev.tule.aws.BufferedBody;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What boto 2 and its like do otherwise, as seen on the wire. */
class OldClientsTest {
    private final SignatureVerifier verifier = Signing.verifier(Signing.NOW, Signing.KEY);

    @ParameterizedTest
    @CsvSource({
        // sent, signed: s3_host and s3_port of boto's configuration redirect every service
        "localhost:4566,ec2.us-east-1.amazonaws.com:4566",
        "localhost:4566,ec2.us-east-1.amazonaws.com",
        "localhost:4566,ec2.amazonaws.com:4566",
        "localhost:4566,localhost",
        "localhost:4566:4566,localhost:4566",
        "localhost:4566:4566,ec2.us-east-1.amazonaws.com:4566",
        "[::1]:4566,[::1]",
        "ec2.us-east-1.amazonaws.com,ec2.us-east-1.amazonaws.com",
    })
    void anotherHostIsSignedThanIsSent(String sent, String signed) {
        Headers headers = signedFor(signed, "ec2", sent);
        Request request = Signing.buffered("GET", "/", headers, "");
        assertThat(Signing.verifyAndRead(verifier, request, Family.EC2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:4566,rds.us-east-1.amazonaws.com:4566",
        "localhost:4566,ec2.eu-west-1.amazonaws.com:4566",
        "localhost:4566,evil.example",
        "evil.example,localhost",
    })
    void noOtherHostThanThose(String sent, String signed) {
        Request request = Signing.buffered("GET", "/", signedFor(signed, "ec2", sent), "");
        assertThatThrownBy(() -> Signing.verifyAndRead(verifier, request, Family.EC2))
                .isInstanceOf(AwsFault.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ec2.us-east-1.amazonaws.com:4566,true",
        "rds.amazonaws.com:4566,true",
        "queue.amazonaws.com:4566,true",
        "ec2.us-east-1.amazonaws.example:4566,false"
    })
    void aScopeMadeUpFromTheHostName(String signed, boolean verifies) {
        Headers headers = signedFor(signed, "localhost", "localhost:4566");
        Request request = Signing.buffered("GET", "/", headers, "");
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                        () ->
                                                Signing.verifyAndRead(
                                                        verifier, request, Family.QUERY))
                                == null)
                .isEqualTo(verifies);
    }

    @Test
    void aBucketInTheHostNameCannotBeExchanged() {
        for (String sent :
                new String[] {"victim.localhost:4566", "victim.s3.us-east-1.amazonaws.com"}) {
            Headers headers = s3SignedFor("s3.us-east-1.amazonaws.com", sent);
            Request request = Signing.request("GET", "/", headers, new byte[0]);
            assertThatThrownBy(() -> Signing.verifyAndRead(verifier, request, Family.S3))
                    .isInstanceOf(AwsFault.class);
        }
        Headers ported = s3SignedFor("mine.localhost", "mine.localhost:4566:4566");
        assertThat(
                        Signing.verifyAndRead(
                                verifier,
                                Signing.request("GET", "/", ported, new byte[0]),
                                Family.S3))
                .isEmpty();
    }

    @Test
    void inAbsoluteFormTheTargetNamesTheBucket() {
        // The Host header was signed, but requests are routed by the target's authority.
        Headers headers = s3SignedFor("mine.s3.amazonaws.com", "mine.s3.amazonaws.com");
        Request exchanged =
                new Request(
                        "GET",
                        "http",
                        "victim.s3.amazonaws.com",
                        "/",
                        "",
                        headers,
                        new BufferedBody(new byte[0]),
                        InetSocketAddress.createUnresolved("client.example", 50_000));
        assertThatThrownBy(() -> Signing.verifyAndRead(verifier, exchanged, Family.S3))
                .isInstanceOf(AwsFault.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HmacSHA256", "HmacSHA1"})
    void aFormIsSignedByVersionTwo(String method) {
        String form =
                "AWSAccessKeyId="
                        + Signing.ID
                        + "&Action=Describe&Name=a%20b%2B&SignatureMethod="
                        + method
                        + "&SignatureVersion=2&Timestamp=2015-08-30T12%3A36%3A00Z";
        byte[] mac =
                Crypto.mac(
                        Crypto.macKey(Signing.SECRET.getBytes(StandardCharsets.UTF_8), method),
                        "POST\nlocalhost\n/\n" + form);
        String signature = UriText.encode(Base64.getEncoder().encodeToString(mac), true);
        Headers headers =
                Headers.of(
                        "Host",
                        "LocalHost:4566",
                        "Content-Type",
                        "application/x-www-form-urlencoded; charset=UTF-8");
        String signed = form + "&Signature=" + signature;
        assertThat(
                        Signing.verifyAndRead(
                                verifier,
                                Signing.buffered("POST", "/", headers, signed),
                                Family.QUERY))
                .isNotEmpty();
        for (int i = 0; i < signed.length(); i++) {
            String changed =
                    signed.substring(0, i)
                            + (signed.charAt(i) == 'x' ? 'y' : 'x')
                            + signed.substring(i + 1);
            assertThatThrownBy(
                            () ->
                                    Signing.verifyAndRead(
                                            verifier,
                                            Signing.buffered("POST", "/", headers, changed),
                                            Family.QUERY),
                            changed)
                    .isInstanceOf(AwsFault.class);
        }
    }

    @Test
    void aPlusSignInAQueryIsASpaceAndNothingElse() {
        Headers headers =
                TestSigner.sign(
                        "GET",
                        "/",
                        "Name=a%20b",
                        Headers.of("Host", "localhost"),
                        "iam",
                        Crypto.EMPTY_SHA256,
                        Signing.NOW);
        Request spaced = Signing.buffered("GET", "/?Name=a+b", headers, "");
        assertThat(Signing.verifyAndRead(verifier, spaced, Family.QUERY)).isEmpty();
        Request plus = Signing.buffered("GET", "/?Name=a%2Bb", headers, "");
        assertThatThrownBy(() -> Signing.verifyAndRead(verifier, plus, Family.QUERY))
                .isInstanceOf(AwsFault.class);
    }

    private static Headers signedFor(String host, String service, String sent) {
        Headers signed =
                TestSigner.sign(
                        "GET",
                        "/",
                        "",
                        Headers.of("Host", host),
                        service,
                        Crypto.EMPTY_SHA256,
                        Signing.NOW);
        return sentAs(sent, signed);
    }

    private static Headers s3SignedFor(String host, String sent) {
        Headers headers = Headers.of("Host", host, "x-amz-content-sha256", Crypto.EMPTY_SHA256);
        return sentAs(
                sent,
                TestSigner.sign("GET", "/", "", headers, "s3", Crypto.EMPTY_SHA256, Signing.NOW));
    }

    private static Headers sentAs(String host, Headers signed) {
        Headers.Builder headers = Headers.builder();
        signed.fields()
                .forEach(f -> headers.add(f.name(), f.name().equals("Host") ? host : f.value()));
        return headers.build();
    }
}
