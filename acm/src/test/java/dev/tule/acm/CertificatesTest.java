package dev.tule.acm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.AwsFault;
import dev.tule.aws.Secrets;
import dev.tule.aws.certificate.CertificateAuthority;
import dev.tule.aws.certificate.CertificateAuthority.Names;
import dev.tule.aws.certificate.CertificateAuthority.Validity;
import dev.tule.aws.certificate.KeyKind;
import dev.tule.aws.certificate.Pem;
import dev.tule.http.TlsIdentity;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DomainStatus;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;
import software.amazon.awssdk.services.acm.model.ResourceInUseException;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.acm.model.Tag;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

/** Certificates that are requested and such as are imported. */
class CertificatesTest {
    private static final AccountRegion HERE = new AccountRegion("000000000000", "us-east-1");
    private static final String BALANCER = "arn:aws:elasticloadbalancing:us-east-1:0:web";

    @TempDir Path directory;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> used = new HashSet<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private int renewals;
    private Store store;
    private Acm acm;

    @BeforeEach
    void open() {
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        acm = opened();
    }

    private Acm opened() {
        Acm made = Acm.open(store, new Wrapped(), () -> now, random);
        made.usedBy(
                new Uses() {
                    @Override
                    public Set<String> of(AccountRegion where, String certificateArn) {
                        return used.contains(certificateArn) ? Set.of(BALANCER) : Set.of();
                    }

                    @Override
                    public void renewed(AccountRegion where) {
                        renewals++;
                    }
                });
        return made;
    }

    @AfterEach
    void close() {
        acm.close();
        store.close();
    }

    /** Not safe, but nothing that is read by accident. */
    private record Wrapped() implements Secrets {
        @Override
        public byte[] seal(String secret, String row) {
            return Base64.getEncoder()
                    .encode((row + "|" + secret).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String open(byte[] sealed, String row) {
            String text = new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8);
            if (!text.startsWith(row + "|")) {
                throw new IllegalStateException("sealed for another row");
            }
            return text.substring(row.length() + 1);
        }
    }

    private AcmClient client() {
        return acm.client(HERE);
    }

    /** Of an elliptic curve, which is made in no time. */
    private String request(String domain) {
        return client().requestCertificate(
                        r -> r.domainName(domain).keyAlgorithm(KeyAlgorithm.EC_PRIME256_V1))
                .certificateArn();
    }

    private CertificateDetail described(String arn) {
        return client().describeCertificate(r -> r.certificateArn(arn)).certificate();
    }

    private TlsIdentity shown(String arn) {
        return acm.find(HERE, arn).orElseThrow();
    }

    @Test
    void aRequestedCertificateIsIssuedAtOnceAndItsChainIsTheAuthority() throws Exception {
        String arn =
                client().requestCertificate(
                                r ->
                                        r.domainName("Shop.example.com")
                                                .subjectAlternativeNames("*.shop.example.com")
                                                .validationMethod(ValidationMethod.DNS))
                        .certificateArn();

        CertificateDetail detail = described(arn);
        assertThat(detail.status()).isEqualTo(CertificateStatus.ISSUED);
        assertThat(detail.type()).isEqualTo(CertificateType.AMAZON_ISSUED);
        assertThat(detail.domainName()).isEqualTo("shop.example.com");
        assertThat(detail.subjectAlternativeNames())
                .containsExactly("shop.example.com", "*.shop.example.com");
        assertThat(detail.keyAlgorithm()).isEqualTo(KeyAlgorithm.RSA_2048);
        assertThat(detail.issuer()).isEqualTo("Tule");
        assertThat(detail.notAfter()).isEqualTo(now.plus(Duration.ofDays(395)));
        assertThat(detail.domainValidationOptions())
                .allMatch(each -> each.validationStatus() == DomainStatus.SUCCESS)
                .allMatch(each -> each.resourceRecord().name().endsWith(".shop.example.com."));
        TlsIdentity identity = shown(arn);
        identity.certificate().verify(identity.chain().getLast().getPublicKey());
        var got = client().getCertificate(r -> r.certificateArn(arn));
        assertThat(got.certificate()).isEqualTo(Pem.of(identity.certificate()));
        assertThat(got.certificateChain()).isEqualTo(Pem.of(identity.chain().getLast()));
    }

    @Test
    void allOfAnInstallationsCertificatesAreSignedByOneAuthorityThatOutlivesRestarts() {
        String before = request("one.example.com");
        acm.close();
        acm = opened();

        String after = request("two.example.com");

        assertThat(shown(after).chain().getLast()).isEqualTo(shown(before).chain().getLast());
    }

    @Test
    void aRequestThatIsSentTwiceWithItsTokenMakesOneCertificateWithinTheHour() {
        String first = requestWithToken();
        now = now.plus(Duration.ofMinutes(59));
        assertThat(requestWithToken()).isEqualTo(first);

        now = now.plus(Duration.ofMinutes(2));
        assertThat(requestWithToken()).isNotEqualTo(first);
    }

    private String requestWithToken() {
        return client().requestCertificate(
                        r ->
                                r.domainName("shop.example.com")
                                        .keyAlgorithm(KeyAlgorithm.EC_PRIME256_V1)
                                        .idempotencyToken("once"))
                .certificateArn();
    }

    @Test
    void whatIsInUseCannotBeDeleted() {
        String arn = request("shop.example.com");
        used.add(arn);
        assertThatThrownBy(() -> client().deleteCertificate(r -> r.certificateArn(arn)))
                .isInstanceOf(ResourceInUseException.class);
        assertThat(described(arn).inUseBy()).containsExactly(BALANCER);

        used.clear();
        client().deleteCertificate(r -> r.certificateArn(arn));

        assertThatThrownBy(() -> described(arn)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(acm.find(HERE, arn)).isEmpty();
    }

    @Test
    void whatIsInUseIsRenewedTwoMonthsBeforeItEnds() {
        String arn = request("shop.example.com");
        String unused = request("other.example.com");
        used.add(arn);
        Instant end = described(arn).notAfter();
        TlsIdentity before = shown(arn);
        assertThat(described(arn).renewalEligibility()).isEqualTo(RenewalEligibility.ELIGIBLE);

        now = end.minus(Duration.ofDays(61));
        acm.renew();
        assertThat(shown(arn).certificate()).isEqualTo(before.certificate());
        now = end.minus(Duration.ofDays(59));
        acm.renew();

        assertThat(described(arn).notAfter()).isEqualTo(now.plus(Duration.ofDays(395)));
        assertThat(shown(arn).key()).isNotEqualTo(before.key());
        assertThat(renewals).isEqualTo(1);
        now = end.plusSeconds(1);
        assertThat(described(unused).status()).isEqualTo(CertificateStatus.EXPIRED);
    }

    // ---- Imports.

    private record Given(String body, String key, String chain) {}

    private Given given(String domain) {
        Validity validity = new Validity(now.minusSeconds(60), now.plus(Duration.ofDays(30)));
        CertificateAuthority authority =
                CertificateAuthority.make("Given", "Somebody", validity, random);
        KeyPair pair = KeyKind.P_256.make(random);
        return new Given(
                Pem.of(
                        authority.issue(
                                new Names(domain, List.of(domain), List.of()),
                                pair.getPublic(),
                                validity)),
                Pem.of(pair.getPrivate()),
                Pem.of(authority.certificate()));
    }

    private static SdkBytes bytes(String text) {
        return SdkBytes.fromUtf8String(text);
    }

    private String taken(Given given) {
        return client().importCertificate(
                        r ->
                                r.certificate(bytes(given.body))
                                        .privateKey(bytes(given.key))
                                        .certificateChain(bytes(given.chain)))
                .certificateArn();
    }

    @Test
    void anImportedCertificateIsShownAndCanBeReplacedByAnother() {
        Given first = given("shop.example.com");
        String arn = taken(first);
        assertThat(described(arn).type()).isEqualTo(CertificateType.IMPORTED);
        assertThat(described(arn).issuer()).isEqualTo("Somebody");
        assertThat(Pem.of(shown(arn).certificate())).isEqualTo(first.body);

        Given second = given("shop.example.com");
        client().importCertificate(
                        r ->
                                r.certificateArn(arn)
                                        .certificate(bytes(second.body))
                                        .privateKey(bytes(second.key)));

        assertThat(Pem.of(shown(arn).certificate())).isEqualTo(second.body);
        assertThat(renewals).isEqualTo(1);
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() {
        Given one = given("one.example.com");
        Given two = given("two.example.com");

        assertRefused(new Given(one.body, two.key, one.chain), "does not match");
        assertRefused(new Given(one.body, one.key, two.chain), "certificate chain");
        assertRefused(new Given(one.body + one.chain, one.key, ""), "more than one");
        assertRefused(new Given("nothing", one.key, ""), "can't be read");
        now = now.plus(Duration.ofDays(31));
        assertRefused(one, "not valid at this time");
    }

    private void assertRefused(Given given, String reason) {
        assertThatThrownBy(() -> taken(given))
                .isInstanceOf(AwsFault.class)
                .hasMessageContaining(reason);
    }

    // ---- Listing, tags, refusals.

    @Test
    void certificatesAreListedInPagesByTheirKeys() {
        client().requestCertificate(r -> r.domainName("rsa.example.com"));
        for (String name : List.of("a.example.com", "b.example.com", "c.example.com")) {
            now = now.plusSeconds(1);
            request(name);
        }

        assertThat(client().listCertificates(r -> {}).certificateSummaryList())
                .extracting(CertificateSummary::domainName)
                .containsExactly("rsa.example.com");
        assertThat(
                        client().listCertificatesPaginator(
                                        r ->
                                                r.maxItems(2)
                                                        .sortBy("CREATED_AT")
                                                        .sortOrder("DESCENDING")
                                                        .includes(
                                                                f ->
                                                                        f.keyTypes(
                                                                                KeyAlgorithm
                                                                                        .EC_PRIME256_V1)))
                                .certificateSummaryList())
                .extracting(CertificateSummary::domainName)
                .containsExactly("c.example.com", "b.example.com", "a.example.com");
    }

    @Test
    void certificatesHaveTags() {
        String arn = request("shop.example.com");
        Tag team = Tag.builder().key("team").value("shop").build();
        client().addTagsToCertificate(
                        r ->
                                r.certificateArn(arn)
                                        .tags(team, Tag.builder().key("stage").value("1").build()));
        client().removeTagsFromCertificate(
                        r -> r.certificateArn(arn).tags(Tag.builder().key("stage").build()));

        assertThat(client().listTagsForCertificate(r -> r.certificateArn(arn)).tags())
                .containsExactly(team);
    }

    @Test
    void whatWouldHaveNoEffectIsRefusedByName() {
        assertThatThrownBy(
                        () ->
                                client().requestCertificate(
                                                r ->
                                                        r.domainName("a.example.com")
                                                                .options(o -> o.export("ENABLED"))))
                .isInstanceOf(AwsFault.class)
                .hasMessageContaining("Exporting certificates is not implemented");
    }
}
