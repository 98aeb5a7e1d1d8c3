package dev.tule.acm;

import dev.tule.aws.Secrets;
import dev.tule.http.TlsIdentity;
import dev.tule.store.Snapshot;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.ImportCertificateRequest;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;

/** The certificates of an account and region. Safe for use by many threads. */
final class Certificates {
    private static final System.Logger LOG = System.getLogger(Certificates.class.getName());
    private static final int MOST = 2_500;
    private static final Duration SAME_REQUEST = Duration.ofHours(1);
    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(60);
    private static final Pattern ARN =
            Pattern.compile("arn:aws:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+");

    private final Place place;
    private final Secrets secrets;
    private final Uses uses;
    private final Issuing issuing;
    private final Imports imports;

    Certificates(Place place, Secrets secrets, Uses uses, Issuing issuing, Imports imports) {
        this.place = place;
        this.secrets = secrets;
        this.uses = uses;
        this.issuing = issuing;
        this.imports = imports;
    }

    /** The ARN of a certificate for these names. */
    String request(RequestCertificateRequest request) {
        Optional<String> before = place.read(rows -> sameRequest(rows, request));
        if (before.isPresent()) {
            return before.get();
        }
        refuseTooMany();
        CertificateRow made = issuing.issue(request, Tags.of(request.tags()));
        place.know(); // what is signed here is renewed by itself
        return place.transact(
                rows -> {
                    Optional<String> meanwhile = sameRequest(rows, request);
                    if (meanwhile.isPresent()) {
                        return meanwhile.get();
                    }
                    place.put(rows, made);
                    if (!made.token().isEmpty()) {
                        place.putToken(rows, made.token(), made.arn());
                    }
                    return made.arn();
                });
    }

    /** The certificate of the same request within the last hour. */
    private Optional<String> sameRequest(Snapshot rows, RequestCertificateRequest request) {
        if (request.idempotencyToken() == null) {
            return Optional.empty();
        }
        Instant since = place.now().minus(SAME_REQUEST);
        return place.ofToken(rows, request.idempotencyToken())
                .flatMap(arn -> place.find(rows, arn))
                .filter(row -> row.detail().createdAt().isAfter(since))
                .filter(row -> row.detail().domainName().equalsIgnoreCase(request.domainName()))
                .map(CertificateRow::arn);
    }

    /** A quota, not a law: requests at the same time may pass it by a few. */
    private void refuseTooMany() {
        if (place.read(place::all).size() >= MOST) {
            throw Faults.limit("You have reached your limit of " + MOST + " certificates.");
        }
    }

    /** Keeps a certificate, or puts it in the place of the one whose ARN is given. */
    String take(ImportCertificateRequest request) {
        String arn = request.certificateArn();
        if (arn == null) {
            refuseTooMany();
            CertificateRow row = imports.read(request, null, Tags.of(request.tags()));
            place.change(rows -> place.put(rows, row));
            return row.arn();
        }
        if (!request.tags().isEmpty()) {
            throw Faults.invalidParameter("Tags can't be given when a certificate is reimported.");
        }
        change(
                arn,
                before -> {
                    if (before.detail().type() != CertificateType.IMPORTED) {
                        throw Faults.invalid("Only imported certificates can be reimported.");
                    }
                    return imports.read(request, before, before.tags());
                });
        uses.renewed(place.where());
        return arn;
    }

    CertificateRow get(@Nullable String arn) {
        String wanted = checked(arn);
        return place.read(rows -> place.require(rows, wanted));
    }

    private static String checked(@Nullable String arn) {
        if (arn == null || !ARN.matcher(arn).matches()) {
            throw Faults.invalidArn(String.valueOf(arn));
        }
        return arn;
    }

    CertificateDetail describe(@Nullable String arn) {
        CertificateDetail kept = get(arn).detail();
        Set<String> users = uses.of(place.where(), kept.certificateArn());
        return kept.toBuilder()
                .status(status(kept))
                .inUseBy(users)
                .renewalEligibility(eligibility(kept, !users.isEmpty()))
                .build();
    }

    CertificateStatus status(CertificateDetail detail) {
        return place.now().isAfter(detail.notAfter())
                ? CertificateStatus.EXPIRED
                : CertificateStatus.ISSUED;
    }

    static RenewalEligibility eligibility(CertificateDetail detail, boolean used) {
        return used && detail.type() == CertificateType.AMAZON_ISSUED
                ? RenewalEligibility.ELIGIBLE
                : RenewalEligibility.INELIGIBLE;
    }

    void delete(@Nullable String arn) {
        CertificateRow row = get(arn);
        if (!uses.of(place.where(), row.arn()).isEmpty()) {
            throw Faults.inUse(row.arn());
        }
        place.change(
                rows -> {
                    place.delete(rows, row.arn());
                    if (!row.token().isEmpty()) {
                        place.deleteToken(rows, row.token());
                    }
                });
    }

    /** Changes what is kept of a certificate. */
    void change(@Nullable String arn, UnaryOperator<CertificateRow> change) {
        String wanted = checked(arn);
        place.change(rows -> place.put(rows, change.apply(place.require(rows, wanted))));
    }

    Map<String, String> tags(@Nullable String arn) {
        return get(arn).tags();
    }

    /** The certificate with its key; empty where there is none. */
    Optional<TlsIdentity> find(String arn) {
        return place.read(rows -> place.find(rows, arn)).map(this::identity);
    }

    private TlsIdentity identity(CertificateRow row) {
        try {
            return TlsIdentity.ofPem(
                    row.body() + "\n" + row.chain(), secrets.open(row.sealedKey(), row.arn()));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was taken can be read", e);
        }
    }

    /** Renews what was signed here, is in use, and ends within two months. */
    void renew() {
        Instant soon = place.now().plus(RENEWED_BEFORE_END);
        boolean any = false;
        for (CertificateRow row : place.read(place::all)) {
            boolean due =
                    row.detail().type() == CertificateType.AMAZON_ISSUED
                            && row.detail().notAfter().isBefore(soon)
                            && !uses.of(place.where(), row.arn()).isEmpty();
            if (due) {
                CertificateRow renewed = issuing.renewed(row);
                any |=
                        place.transact(
                                rows -> {
                                    boolean there = place.find(rows, row.arn()).isPresent();
                                    if (there) {
                                        place.put(rows, renewed);
                                    }
                                    return there;
                                });
                LOG.log(System.Logger.Level.INFO, "Certificate {0} was renewed", row.arn());
            }
        }
        if (any) {
            uses.renewed(place.where());
        }
    }
}
