package dev.tule.acm;

import dev.tule.aws.Secrets;
import dev.tule.http.TlsIdentity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateOptions;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateTransparencyLoggingPreference;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.ImportCertificateRequest;

/** Takes in certificates that others have signed. Safe for use by many threads. */
final class Imports {
    /** What a row of the store takes, with room for the rest. */
    private static final int LONGEST_KEPT = 70_000;

    private final Place place;
    private final Secrets secrets;
    private final SecureRandom random;

    Imports(Place place, Secrets secrets, SecureRandom random) {
        this.place = place;
        this.secrets = secrets;
        this.random = random;
    }

    /**
     * What is to be kept of it.
     *
     * @param before the one in whose place it comes; null for none
     */
    CertificateRow read(
            ImportCertificateRequest request,
            @Nullable CertificateRow before,
            Map<String, String> tags) {
        String body = text(request.certificate());
        String chain = text(request.certificateChain());
        String key = text(request.privateKey());
        if (body.length() + chain.length() + key.length() > LONGEST_KEPT) {
            throw Faults.limit("Together, certificate, chain and key are too long.");
        }
        X509Certificate certificate = checked(body, chain, key);
        Instant now = place.now();
        CertificateDetail.Builder begun =
                before == null
                        ? CertificateDetail.builder()
                                .certificateArn(
                                        place.arn(
                                                new UUID(random.nextLong(), random.nextLong())
                                                        .toString()))
                                .createdAt(now)
                                .options(
                                        CertificateOptions.builder()
                                                .certificateTransparencyLoggingPreference(
                                                        CertificateTransparencyLoggingPreference
                                                                .DISABLED)
                                                .build())
                        : before.detail().toBuilder();
        CertificateDetail detail =
                Described.by(certificate, begun)
                        .importedAt(now)
                        .status(CertificateStatus.ISSUED)
                        .type(CertificateType.IMPORTED)
                        .build();
        return new CertificateRow(
                detail, body, chain, secrets.seal(key, detail.certificateArn()), "", tags);
    }

    private static String text(@Nullable SdkBytes bytes) {
        return bytes == null ? "" : bytes.asString(StandardCharsets.UTF_8);
    }

    private X509Certificate checked(String body, String chain, String key) {
        try {
            if (TlsIdentity.ofPem(body, key).chain().size() != 1) {
                throw Faults.invalid(
                        "The certificate field contains more than one certificate. You can specify"
                                + " only one certificate in this field.");
            }
            List<X509Certificate> all = TlsIdentity.ofPem(body + "\n" + chain, key).chain();
            Instant now = place.now();
            if (now.isBefore(all.getFirst().getNotBefore().toInstant())
                    || now.isAfter(all.getFirst().getNotAfter().toInstant())) {
                throw Faults.invalid("The certificate is not valid at this time.");
            }
            verify(all);
            return all.getFirst();
        } catch (TlsIdentity.KeyMismatchException e) {
            throw Faults.invalid(
                    "The private key does not match the public key of the certificate.");
        } catch (CertificateException e) {
            throw Faults.invalid(
                    "The certificate or its private key can't be read, or the key is encrypted: "
                            + e.getMessage());
        }
    }

    private static void verify(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            try {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            } catch (GeneralSecurityException e) {
                throw Faults.invalid(
                        "Could not validate the certificate with the certificate chain.");
            }
        }
    }
}
