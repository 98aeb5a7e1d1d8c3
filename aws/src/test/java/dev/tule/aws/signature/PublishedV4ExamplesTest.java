package dev.tule.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AwsFault;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.aws.RequestVerifier.Verified;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The requests whose signatures AWS has published: its Version 4 test suite, the IAM User Guide's
 * example and those of the S3 API reference.
 */
class PublishedV4ExamplesTest {
    private static final AccessKey S3_KEY =
            new AccessKey(
                    "AKIAIOSFODNN7EXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                    Signing.ALICE,
                    true,
                    null,
                    null);
    private static final String TOKEN =
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private final SignatureVerifier verifier = Signing.verifier(Signing.NOW, Signing.KEY);
    private final SignatureVerifier s3Verifier =
            Signing.verifier(Instant.parse("2013-05-24T00:00:00Z"), S3_KEY);

    @ParameterizedTest
    @CsvSource({
        "/,5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "/?Param2=value2&Param1=value1,"
                + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "/\u1234,8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        "//example//,9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
        "/example/..,5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "/example1/example2/../..,"
                + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "/example space/,652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz,"
                + "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
    })
    void aPathOfTheTestSuite(String target, String signature) {
        Request request =
                Signing.buffered("GET", target, headers("host;x-amz-date", signature), "");
        assertThat(Signing.verifyAndRead(verifier, request, Family.QUERY)).isEmpty();
    }

    @Test
    void repeatedAndSpacedHeadersOfTheTestSuite() {
        Request trimmed =
                Signing.buffered(
                        "GET",
                        "/",
                        headers(
                                "host;my-header1;my-header2;x-amz-date",
                                "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                                "My-Header1",
                                " value1",
                                "My-Header2",
                                " \"a   b   c\""),
                        "");
        Request repeated =
                Signing.buffered(
                        "GET",
                        "/",
                        headers(
                                "host;my-header1;x-amz-date",
                                "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                                "My-Header1",
                                "value2",
                                "My-Header1",
                                "value2",
                                "My-Header1",
                                "value1"),
                        "");
        assertThat(Signing.verifyAndRead(verifier, trimmed, Family.QUERY)).isEmpty();
        assertThat(Signing.verifyAndRead(verifier, repeated, Family.QUERY)).isEmpty();
    }

    @Test
    void aFormOfTheTestSuite() {
        Request request =
                Signing.buffered(
                        "POST",
                        "/",
                        headers(
                                "content-type;host;x-amz-date",
                                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                                "Content-Type",
                                "application/x-www-form-urlencoded"),
                        "Param1=value1");
        assertThat(Signing.verifyAndRead(verifier, request, Family.QUERY)).isNotEmpty();
    }

    @Test
    void aSessionTokenOfTheTestSuite() {
        AccessKey session =
                new AccessKey(Signing.ID, Signing.SECRET, Signing.ALICE, true, TOKEN, null);
        Request request =
                Signing.buffered(
                        "POST",
                        "/",
                        headers(
                                "host;x-amz-date;x-amz-security-token",
                                "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
                                "X-Amz-Security-Token",
                                TOKEN),
                        "");
        assertThat(
                        Signing.verifyAndRead(
                                Signing.verifier(Signing.NOW, session), request, Family.JSON))
                .isEmpty();
        assertThatThrownBy(() -> Signing.verifyAndRead(verifier, request, Family.JSON))
                .isInstanceOf(AwsFault.class);
    }

    @Test
    void theExampleOfTheIamUserGuide() {
        Headers headers =
                Headers.of(
                        "Host",
                        "iam.amazonaws.com",
                        "Content-Type",
                        "application/x-www-form-urlencoded; charset=utf-8",
                        "X-Amz-Date",
                        "20150830T123600Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256"
                                + " Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                                + " SignedHeaders=content-type;host;x-amz-date,"
                                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
        Verified verified =
                verifier.verify(
                        Signing.buffered(
                                "GET", "/?Action=ListUsers&Version=2010-05-08", headers, ""),
                        Signing.target(Family.QUERY));
        assertThat(verified.principal()).isEqualTo(Signing.ALICE);
        assertThat(verified.region()).contains("us-east-1");
        assertThat(verified.service()).contains("iam");
    }

    @ParameterizedTest
    @CsvSource({
        "/test.txt,range;,f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        "/?lifecycle,'',fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        "/?max-keys=2&prefix=J,'',"
                + "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    })
    void aReadOfTheS3Reference(String target, String range, String signature) {
        Headers headers =
                Headers.of(
                        "Host",
                        "examplebucket.s3.amazonaws.com",
                        "Range",
                        "bytes=0-9",
                        "x-amz-content-sha256",
                        Crypto.EMPTY_SHA256,
                        "x-amz-date",
                        "20130524T000000Z",
                        "Authorization",
                        s3Authorization(
                                "host;" + range + "x-amz-content-sha256;x-amz-date", signature));
        assertThat(
                        Signing.verifyAndRead(
                                s3Verifier,
                                Signing.request("GET", target, headers, new byte[0]),
                                Family.S3))
                .isEmpty();
    }

    @Test
    void theUploadOfTheS3Reference() {
        byte[] content = "Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8);
        Headers headers =
                Headers.of(
                        "Host",
                        "examplebucket.s3.amazonaws.com",
                        "Date",
                        "Fri, 24 May 2013 00:00:00 GMT",
                        "x-amz-date",
                        "20130524T000000Z",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
                        "Authorization",
                        s3Authorization(
                                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
        assertThat(
                        Signing.verifyAndRead(
                                s3Verifier,
                                Signing.request("PUT", "/test%24file.text", headers, content),
                                Family.S3))
                .isEqualTo(content);
    }

    @Test
    void thePresignedAddressOfTheS3Reference() {
        String target =
                "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        Headers headers = Headers.of("Host", "examplebucket.s3.amazonaws.com");
        Request request = Signing.request("GET", target, headers, new byte[0]);
        assertThat(Signing.verifyAndRead(s3Verifier, request, Family.S3)).isEmpty();
        SignatureVerifier later = Signing.verifier(Instant.parse("2013-05-25T00:00:01Z"), S3_KEY);
        assertThatThrownBy(() -> Signing.verifyAndRead(later, request, Family.S3))
                .isInstanceOfSatisfying(
                        AwsFault.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorMessage())
                                        .isEqualTo("Request has expired"));
    }

    @Test
    void theChunkedUploadOfTheS3Reference() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        chunk(body, 65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648");
        chunk(body, 1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497");
        chunk(body, 0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
        Headers headers =
                Headers.of(
                        "Host",
                        "s3.amazonaws.com",
                        "x-amz-date",
                        "20130524T000000Z",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                        "Content-Encoding",
                        "aws-chunked",
                        "x-amz-decoded-content-length",
                        "66560",
                        "Content-Length",
                        "66824",
                        "Authorization",
                        s3Authorization(
                                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
                                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"));
        byte[] wire = body.toByteArray();
        assertThat(wire).hasSize(66_824);
        Request request = Signing.request("PUT", "/examplebucket/chunkObject.txt", headers, wire);
        assertThat(Signing.verifyAndRead(s3Verifier, request, Family.S3))
                .isEqualTo("a".repeat(66_560).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock") // the lines' ends are the point
    void theChunkedUploadWithATrailerOfTheS3Reference() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        chunk(body, 65_536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2");
        chunk(body, 1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7");
        text(
                body,
                "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n"
                        + "x-amz-checksum-crc32c:sOO8/Q==\n\r\n"
                        + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n"
                        + "\r\n");
        Headers headers =
                Headers.of(
                        "Host",
                        "s3.amazonaws.com",
                        "x-amz-date",
                        "20130524T000000Z",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY",
                        "x-amz-content-sha256",
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                        "Content-Encoding",
                        "aws-chunked",
                        "x-amz-decoded-content-length",
                        "66560",
                        "x-amz-trailer",
                        "x-amz-checksum-crc32c",
                        "Authorization",
                        s3Authorization(
                                "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
                                "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"));
        Request request =
                Signing.request(
                        "PUT", "/examplebucket/chunkObject.txt", headers, body.toByteArray());
        Verified verified = s3Verifier.verify(request, Signing.target(Family.S3));
        assertThat(verified.trailers().get().fields()).isEmpty();
        assertThat(verified.body().length()).hasValue(66_560);
        assertThat(verified.body().stream().readAllBytes()).hasSize(66_560);
        assertThat(verified.trailers().get().first("x-amz-checksum-crc32c")).contains("sOO8/Q==");
    }

    private static void chunk(ByteArrayOutputStream to, int size, String signature) {
        text(to, Integer.toHexString(size) + ";chunk-signature=" + signature + "\r\n");
        text(to, "a".repeat(size) + "\r\n");
    }

    private static void text(ByteArrayOutputStream to, String text) {
        to.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Headers headers(String signedHeaders, String signature, String... more) {
        Headers.Builder headers = Headers.builder();
        headers.add("Host", "example.amazonaws.com").add("X-Amz-Date", "20150830T123600Z");
        for (int i = 0; i < more.length; i += 2) {
            headers.add(more[i], more[i + 1]);
        }
        return headers.add(
                        "Authorization",
                        "AWS4-HMAC-SHA256"
                                + " Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                + " SignedHeaders="
                                + signedHeaders
                                + ", Signature="
                                + signature)
                .build();
    }

    /** As the S3 reference writes it: without spaces between the parts. */
    private static String s3Authorization(String signedHeaders, String signature) {
        return "AWS4-HMAC-SHA256"
                + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders="
                + signedHeaders
                + ",Signature="
                + signature;
    }
}
