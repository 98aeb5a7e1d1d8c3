package dev.tule.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.KeyPairMismatchException;
import software.amazon.awssdk.services.iam.model.MalformedCertificateException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.ServerCertificate;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;

/** Certificates that users bring along. */
class ServerCertificatesTest {
    @TempDir private Path directory;
    private House house;
    private IamClient iam;

    @BeforeEach
    void open() throws IOException {
        house = new House(directory);
        iam = house.iamAs(house.root());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static String pem(String file) throws IOException {
        try (var in = ServerCertificatesTest.class.getResourceAsStream("certificates/" + file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private ServerCertificateMetadata upload(String name, String certificate, String key)
            throws IOException {
        String body = pem(certificate + ".crt");
        String privateKey = pem(key + ".key");
        return iam.uploadServerCertificate(
                        r ->
                                r.serverCertificateName(name)
                                        .path("/web/")
                                        .certificateBody(body)
                                        .privateKey(privateKey))
                .serverCertificateMetadata();
    }

    @Test
    void whatIsUploadedIsKeptAndItsKeyIsNeverGivenBack() throws IOException {
        ServerCertificateMetadata made = upload("Shop", "one", "one");
        ServerCertificate got =
                iam.getServerCertificate(r -> r.serverCertificateName("shop")).serverCertificate();

        assertThat(made.arn()).isEqualTo("arn:aws:iam::000000000000:server-certificate/web/Shop");
        assertThat(made.serverCertificateId()).startsWith("ASCA");
        assertThat(got.serverCertificateMetadata()).isEqualTo(made);
        assertThat(got.certificateBody()).isEqualTo(pem("one.crt"));
        assertThat(iam.listServerCertificates().serverCertificateMetadataList())
                .containsExactly(made);
        assertThat(house.iam().serverIdentities().find("000000000000", made.arn()))
                .hasValueSatisfying(
                        identity -> assertThat(identity.key().getAlgorithm()).isEqualTo("RSA"));
        assertThat(house.iam().serverIdentities().find("000000000001", made.arn())).isEmpty();
    }

    @Test
    void aNewNameIsANewArn() throws IOException {
        ServerCertificateMetadata made = upload("shop", "two", "two");

        iam.updateServerCertificate(
                r -> r.serverCertificateName("shop").newServerCertificateName("store"));

        assertThat(iam.listServerCertificates().serverCertificateMetadataList())
                .singleElement()
                .satisfies(each -> assertThat(each.arn()).endsWith("/web/store"))
                .satisfies(
                        each ->
                                assertThat(each.serverCertificateId())
                                        .isEqualTo(made.serverCertificateId()));
        iam.deleteServerCertificate(r -> r.serverCertificateName("store"));
        assertThatThrownBy(() -> iam.getServerCertificate(r -> r.serverCertificateName("store")))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void whatIsNoCertificateIsRefused() throws IOException {
        upload("shop", "two", "two");

        assertThatThrownBy(() -> upload("shop", "two", "two"))
                .isInstanceOf(EntityAlreadyExistsException.class);
        assertThatThrownBy(() -> upload("other", "two", "three"))
                .isInstanceOf(KeyPairMismatchException.class);
        assertThatThrownBy(
                        () ->
                                iam.uploadServerCertificate(
                                        r ->
                                                r.serverCertificateName("other")
                                                        .certificateBody("no certificate")
                                                        .privateKey("no key")))
                .isInstanceOf(MalformedCertificateException.class);
    }
}
