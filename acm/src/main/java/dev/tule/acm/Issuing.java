package dev.tule.acm;

import dev.tule.aws.Secrets;
import dev.tule.aws.certificate.CertificateAuthority;
import dev.tule.aws.certificate.CertificateAuthority.Names;
import dev.tule.aws.certificate.CertificateAuthority.Validity;
import dev.tule.aws.certificate.KeptAuthority;
import dev.tule.aws.certificate.KeyKind;
import dev.tule.aws.certificate.Pem;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateExport;
import software.amazon.awssdk.services.acm.model.CertificateOptions;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateTransparencyLoggingPreference;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DomainStatus;
import software.amazon.awssdk.services.acm.model.DomainValidation;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.RecordType;
import software.amazon.awssdk.services.acm.model.RenewalStatus;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.ResourceRecord;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

/**
 * Signs what is requested, at once: every domain is this installation's own, and nobody is asked
 * whether it is the caller's. Safe for use by many threads.
 */
final class Issuing {
    /** As AWS's, thirteen months. */
    private static final Duration VALID = Duration.ofDays(395);

    private final Place place;
    private final KeptAuthority root;
    private final Secrets secrets;
    private final SecureRandom random;

    Issuing(Place place, KeptAuthority root, Secrets secrets, SecureRandom random) {
        this.place = place;
        this.root = root;
        this.secrets = secrets;
        this.random = random;
    }

    /** A new certificate, not yet kept. */
    CertificateRow issue(RequestCertificateRequest request, Map<String, String> tags) {
        refuse(request);
        String domain = request.domainName().toLowerCase(Locale.ROOT);
        Set<String> names = new LinkedHashSet<>(List.of(domain));
        request.subjectAlternativeNames().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        KeyAlgorithm algorithm =
                request.keyAlgorithm() == null ? KeyAlgorithm.RSA_2048 : request.keyAlgorithm();
        ValidationMethod method =
                request.validationMethod() == null
                        ? ValidationMethod.EMAIL
                        : request.validationMethod();
        Instant now = place.now();
        CertificateDetail detail =
                CertificateDetail.builder()
                        .certificateArn(
                                place.arn(
                                        new UUID(random.nextLong(), random.nextLong()).toString()))
                        .domainName(domain)
                        .subjectAlternativeNames(names)
                        .keyAlgorithm(algorithm)
                        .status(CertificateStatus.ISSUED)
                        .type(CertificateType.AMAZON_ISSUED)
                        .createdAt(now)
                        .issuedAt(now)
                        .options(options(request.options()))
                        .domainValidationOptions(
                                names.stream().map(name -> validated(name, method)).toList())
                        .build();
        String token = request.idempotencyToken() == null ? "" : request.idempotencyToken();
        return signed(detail, token, tags);
    }

    private static void refuse(RequestCertificateRequest request) {
        if (request.certificateAuthorityArn() != null) {
            throw Faults.notImplemented("A private certificate authority");
        }
        if (request.managedBy() != null) {
            throw Faults.notImplemented("ManagedBy");
        }
        if (request.options() != null && request.options().export() == CertificateExport.ENABLED) {
            throw Faults.notImplemented("Exporting certificates");
        }
    }

    private static CertificateOptions options(CertificateOptions asked) {
        CertificateOptions usual =
                CertificateOptions.builder()
                        .certificateTransparencyLoggingPreference(
                                CertificateTransparencyLoggingPreference.ENABLED)
                        .export(CertificateExport.DISABLED)
                        .build();
        return asked == null || asked.certificateTransparencyLoggingPreference() == null
                ? usual
                : usual.toBuilder()
                        .certificateTransparencyLoggingPreference(
                                asked.certificateTransparencyLoggingPreference())
                        .build();
    }

    /** Validated already; the record is for those who write it into their zones all the same. */
    private static DomainValidation validated(String name, ValidationMethod method) {
        DomainValidation.Builder validation =
                DomainValidation.builder()
                        .domainName(name)
                        .validationDomain(name)
                        .validationMethod(method)
                        .validationStatus(DomainStatus.SUCCESS);
        if (method == ValidationMethod.DNS) {
            String bare = name.startsWith("*.") ? name.substring(2) : name;
            String mark =
                    UUID.nameUUIDFromBytes(bare.getBytes(StandardCharsets.UTF_8))
                            .toString()
                            .replace("-", "");
            validation.resourceRecord(
                    ResourceRecord.builder()
                            .name("_" + mark + "." + bare + ".")
                            .type(RecordType.CNAME)
                            .value("_" + mark + ".acm-validations.aws.")
                            .build());
        }
        return validation.build();
    }

    /** The same certificate with a new key, for another thirteen months. */
    CertificateRow renewed(CertificateRow old) {
        CertificateRow renewed = signed(old.detail(), old.token(), old.tags());
        return renewed.withDetail(
                renewed.detail().toBuilder()
                        .renewalSummary(
                                summary ->
                                        summary.renewalStatus(RenewalStatus.SUCCESS)
                                                .domainValidationOptions(
                                                        old.detail().domainValidationOptions())
                                                .updatedAt(place.now()))
                        .build());
    }

    private CertificateRow signed(
            CertificateDetail wanted, String token, Map<String, String> tags) {
        CertificateAuthority authority = root.authority();
        KeyPair pair = kind(wanted.keyAlgorithm()).make(random);
        Instant now = place.now();
        X509Certificate certificate =
                authority.issue(
                        new Names(wanted.domainName(), wanted.subjectAlternativeNames(), List.of()),
                        pair.getPublic(),
                        new Validity(now.minus(Duration.ofMinutes(5)), now.plus(VALID)));
        CertificateDetail detail =
                Described.by(certificate, wanted.toBuilder())
                        .domainName(wanted.domainName())
                        .subjectAlternativeNames(wanted.subjectAlternativeNames())
                        .build();
        return new CertificateRow(
                detail,
                Pem.of(certificate),
                Pem.of(authority.certificate()),
                secrets.seal(Pem.of(pair.getPrivate()), detail.certificateArn()),
                token,
                tags);
    }

    private static KeyKind kind(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA_2048 -> KeyKind.RSA_2048;
            case RSA_3072 -> KeyKind.RSA_3072;
            case RSA_4096 -> KeyKind.RSA_4096;
            case EC_PRIME256_V1 -> KeyKind.P_256;
            case EC_SECP384_R1 -> KeyKind.P_384;
            case EC_SECP521_R1 -> KeyKind.P_521;
            case RSA_1024, UNKNOWN_TO_SDK_VERSION ->
                    throw Faults.invalidParameter(
                            "The key algorithm " + algorithm + " can't be requested.");
        };
    }
}
