package dev.tule.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.GetCertificateResponse;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.acm.model.Tag;
import software.amazon.awssdk.services.acm.model.ValidationMethod;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Round trips with the AWS SDK for Java v2: its synchronous and asynchronous clients, as they come.
 */
@ExtendWith(WithTule.class)
class SdkForJavaTest {

    @Test
    void everyChecksumThatTheSdkSendsIsVerifiedAndGivenBack(Tule tule) {
        try (S3Client s3 = Sdk.s3(tule)) {
            s3.createBucket(b -> b.bucket("java-checksums"));
            for (ChecksumAlgorithm algorithm :
                    List.of(
                            ChecksumAlgorithm.CRC32,
                            ChecksumAlgorithm.CRC32_C,
                            ChecksumAlgorithm.SHA1,
                            ChecksumAlgorithm.SHA256)) {
                s3.putObject(
                        b -> b.bucket("java-checksums").key("k").checksumAlgorithm(algorithm),
                        RequestBody.fromString("21.5 °C"));

                var got =
                        s3.getObjectAsBytes(
                                b ->
                                        b.bucket("java-checksums")
                                                .key("k")
                                                .checksumMode(ChecksumMode.ENABLED));

                assertThat(got.asUtf8String()).isEqualTo("21.5 °C");
                assertThat(got.response().toString()).contains("Checksum" + algorithm);
            }
        }
    }

    @Test
    void theAsynchronousClientUploadsInParts(Tule tule) {
        byte[] content = new byte[20_000_003];
        new Random(1).nextBytes(content);
        try (S3AsyncClient s3 =
                Sdk.pointed(S3AsyncClient.builder().forcePathStyle(true), tule)
                        .multipartEnabled(true)
                        .build()) {
            s3.createBucket(b -> b.bucket("java-async")).join();

            s3.putObject(
                            b -> b.bucket("java-async").key("large"),
                            AsyncRequestBody.fromBytes(content))
                    .join();

            byte[] got =
                    s3.getObject(
                                    b -> b.bucket("java-async").key("large"),
                                    AsyncResponseTransformer.toBytes())
                            .join()
                            .asByteArray();
            assertThat(Arrays.equals(got, content)).isTrue();
        }
    }

    @Test
    void aPresignedAddressWorksForWhatWasSignedAndNothingElse(Tule tule) throws Exception {
        try (S3Client s3 = Sdk.s3(tule);
                S3Presigner presigner =
                        S3Presigner.builder()
                                .s3Client(s3)
                                .endpointOverride(tule.aws())
                                .region(Sdk.REGION)
                                .credentialsProvider(Sdk.KEY)
                                .build()) {
            s3.createBucket(b -> b.bucket("java-presigned"));
            s3.putObject(b -> b.bucket("java-presigned").key("a b"), RequestBody.fromString("x"));
            URI address =
                    presigner
                            .presignGetObject(
                                    p ->
                                            p.signatureDuration(Duration.ofMinutes(1))
                                                    .getObjectRequest(
                                                            g ->
                                                                    g.bucket("java-presigned")
                                                                            .key("a b")))
                            .url()
                            .toURI();

            try (InputStream answer = address.toURL().openStream()) {
                assertThat(new String(answer.readAllBytes(), UTF_8)).isEqualTo("x");
            }
            URI other = URI.create(address.toString().replace("a%20b", "a%20c"));
            assertThatThrownBy(() -> other.toURL().openStream()).hasMessageContaining("403");
        }
    }

    @Test
    void tablesItemsAndConditionsMakeARoundTrip(Tule tule) {
        try (DynamoDbClient dynamodb = Sdk.dynamodb(tule)) {
            dynamodb.createTable(
                    t ->
                            t.tableName("java-readings")
                                    .keySchema(
                                            KeySchemaElement.builder()
                                                    .attributeName("id")
                                                    .keyType(KeyType.HASH)
                                                    .build())
                                    .attributeDefinitions(
                                            AttributeDefinition.builder()
                                                    .attributeName("id")
                                                    .attributeType(ScalarAttributeType.S)
                                                    .build())
                                    .billingMode("PAY_PER_REQUEST"));
            dynamodb.waiter().waitUntilTableExists(t -> t.tableName("java-readings"));
            Map<String, AttributeValue> item =
                    Map.of(
                            "id", AttributeValue.fromS("r1"),
                            "nested", AttributeValue.fromM(Map.of("n", AttributeValue.fromN("1"))));

            dynamodb.putItem(p -> p.tableName("java-readings").item(item));

            assertThat(
                            dynamodb.getItem(
                                            g ->
                                                    g.tableName("java-readings")
                                                            .key(Map.of("id", item.get("id"))))
                                    .item())
                    .isEqualTo(item);
            assertThatThrownBy(
                            () ->
                                    dynamodb.putItem(
                                            p ->
                                                    p.tableName("java-readings")
                                                            .item(item)
                                                            .conditionExpression(
                                                                    "attribute_not_exists(id)")))
                    .isInstanceOf(ConditionalCheckFailedException.class);
        }
    }

    @Test
    void aCertificateIsSignedByTheInstallationsAuthority(Tule tule) throws Exception {
        try (AcmClient acm = Sdk.acm(tule)) {
            String arn =
                    acm.requestCertificate(
                                    c ->
                                            c.domainName("java.example")
                                                    .subjectAlternativeNames("*.java.example")
                                                    .validationMethod(ValidationMethod.DNS))
                            .certificateArn();
            assertThat(
                            acm.waiter()
                                    .waitUntilCertificateValidated(c -> c.certificateArn(arn))
                                    .matched()
                                    .response()
                                    .map(each -> each.certificate().status()))
                    .contains(CertificateStatus.ISSUED);

            GetCertificateResponse got = acm.getCertificate(c -> c.certificateArn(arn));
            X509Certificate authority = certificate(got.certificateChain());
            certificate(got.certificate()).verify(authority.getPublicKey());
            assertThat(certificate(got.certificate()).getSubjectAlternativeNames())
                    .extracting(List::getLast)
                    .hasToString("[java.example, *.java.example]");
            Tag crop = Tag.builder().key("crop").value("tomatoes").build();
            acm.addTagsToCertificate(c -> c.certificateArn(arn).tags(crop));
            assertThat(acm.listTagsForCertificate(c -> c.certificateArn(arn)).tags()).hasSize(1);
            assertThat(acm.listCertificatesPaginator().certificateSummaryList())
                    .anyMatch(each -> each.certificateArn().equals(arn));
            acm.deleteCertificate(c -> c.certificateArn(arn));
            assertThatThrownBy(() -> acm.describeCertificate(c -> c.certificateArn(arn)))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    private static X509Certificate certificate(String pem) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
    }

    @Test
    void anAbsentKeyIsTheSdksOwnException(Tule tule) {
        try (S3Client s3 = Sdk.s3(tule)) {
            s3.createBucket(b -> b.bucket("java-absent"));

            assertThatThrownBy(() -> s3.getObject(b -> b.bucket("java-absent").key("k")))
                    .isInstanceOf(NoSuchKeyException.class);
        }
    }
}
